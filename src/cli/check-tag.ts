import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { placeAt } from '../config/explain/parse.ts';
import type { SurveyConfig } from '../config/schema.ts';
import { readDraw, type TagDraw, UNITS } from '../decide/draw.ts';
import { tagDrawOf, tagMismatch } from '../decide/tag.ts';
import { type Built, fileIn, LOADERS, versionIn } from './built.ts';
import type { Finding } from './finding.ts';
import { type ScriptTag, scriptTagsIn } from './start-tags.ts';

/** A config and the tag that is to fit it. */
export interface TagCheck {
  config: SurveyConfig;
  /** The config's file. */
  configFile: string;
  /** The page, or the tag alone, as text, and what it is called in findings. */
  html: string;
  htmlFile: string;
  /** Hashes of this version's files. */
  hashes: Built['hashes'];
}

/** What is wrong with one tag, or better changed: the attribute in question, `script` for the tag as a whole. */
interface Note {
  severity: Finding['severity'];
  path: string;
  /** What is so, without a full stop, and what follows from it. */
  what: string;
  fix: string;
}

const error = (path: string, what: string, fix: string): Note => ({ severity: 'error', path, what, fix });
const warning = (path: string, what: string, fix: string): Note => ({ severity: 'warning', path, what, fix });

/** What does not fit between a config and the script tag of a page, in the order of the page. */
export function tagFindings({ config, configFile, html, htmlFile, hashes }: TagCheck): Finding[] {
  const scripts = scriptTagsIn(html);
  const tags = scripts.filter(({ attributes }) => LOADERS.includes(fileIn(attributes.get('src')?.value ?? '')));
  // Two surveys on a page are two tags: only the one that leads to this config must fit it.
  const own = tags.filter((tag) => leadsTo(configFile, config, tag, scripts));
  const looked = own.length ? own : tags.filter((tag) => mayLeadTo(config, tag, tags));
  const found = looked.flatMap((tag) => {
    const look: Look = { config, configFile, scripts, hashes, attribute: (name) => tag.attributes.get(name)?.value };
    const notes = [
      ...besideNotes(tag, tags),
      ...[versionNotes, integrityNotes, configNotes, drawNotes].flatMap((notesOf) => notesOf(look)),
    ];
    return notes.map((note) => ({ note, offset: tag.attributes.get(note.path)?.offset ?? tag.offset }));
  });
  if (!tags.length) found.push({ note: missing(scripts), offset: 0 });
  else if (!looked.length) found.push({ note: notHere(configFile, tags), offset: tags[0]?.offset ?? 0 });
  return found
    .sort((one, other) => one.offset - other.offset)
    .map(({ note: { severity, path, what, fix }, offset }) => ({
      file: htmlFile,
      ...placeAt(html, offset),
      severity,
      path,
      message: `${path}: ${what}. ${fix}`,
      fix,
    }));
}

/** Whether a tag leads to a config: by the name of its file, or by the survey of the config in the page. */
function leadsTo(file: string, config: SurveyConfig, tag: ScriptTag, scripts: readonly ScriptTag[]): boolean {
  const address = tag.attributes.get('data-config')?.value;
  if (address) return fileIn(address) === basename(file);
  return (parsed(inlineIn(scripts)?.content ?? '') as Partial<SurveyConfig> | undefined)?.survey === config.survey;
}

/** Whether a tag may lead to a config that has another name on the site: it shows no other survey's draw. */
function mayLeadTo({ survey }: SurveyConfig, { attributes }: ScriptTag, tags: readonly ScriptTag[]): boolean {
  if (!attributes.get('data-config')?.value) return true;
  const drawn = attributes.get('data-survey')?.value;
  return drawn === undefined ? tags.length === 1 : drawn === survey;
}

/** The config that stands in the page. */
const inlineIn = (scripts: readonly ScriptTag[]): ScriptTag | undefined =>
  scripts.find(({ attributes }) => attributes.has('data-cx7'));

/** What a tag has to do with those before it. */
function besideNotes(tag: ScriptTag, tags: readonly ScriptTag[]): Note[] {
  const before = tags.slice(0, tags.indexOf(tag));
  const value = (one: ScriptTag, name: string) => one.attributes.get(name)?.value ?? '';
  const version = versionIn(value(tag, 'src'));
  if (before.some((one) => value(one, 'data-config') === value(tag, 'data-config'))) return [TWICE];
  return before.some((one) => versionIn(value(one, 'src')) !== version) ? [VERSIONS] : [];
}

const TWICE = warning(
  'script',
  'this page has another tag with the same config, and only the one that loads first runs',
  'Remove one of them.',
);

const VERSIONS = warning(
  'src',
  'another tag of this page has cx7 in another version, and only the one that loads first runs',
  'Write the same version in both.',
);

const missing = (scripts: readonly ScriptTag[]): Note =>
  error(
    'script',
    `there is no script tag for cx7 here: ${
      scripts.length ? 'no src ends' : 'there is no <script> that is complete, with a src that ends'
    } in ${LOADERS.join(' or ')}`,
    'Print the tag with npx cx7 tag.',
  );

/** Where each tag is for another config. */
function notHere(configFile: string, tags: readonly ScriptTag[]): Note {
  const addresses = [...new Set(tags.map(({ attributes }) => attributes.get('data-config')?.value ?? ''))];
  const its = tags.length > 1 ? 'its tags lead' : 'its tag leads';
  return error(
    'script',
    `no tag on this page is for ${configFile}: ${its} to ${addresses.join(' and ')}`,
    `Print one with npx cx7 tag ${configFile}.`,
  );
}

/** What the notes on one tag are made from. */
interface Look extends Pick<TagCheck, 'config' | 'configFile' | 'hashes'> {
  scripts: readonly ScriptTag[];
  attribute(name: string): string | undefined;
}

/** Whether the address is one of this version. */
function versionNotes({ attribute }: Look): Note[] {
  const version = versionIn(attribute('src') ?? '');
  if (!version || version === VERSION) return [];
  return [
    warning(
      'src',
      `the address leads to version ${version}, and this is version ${VERSION}`,
      `Print the tag again with npx cx7 tag, or check it with cx7 ${version}.`,
    ),
  ];
}

function integrityNotes({ attribute, hashes }: Look): Note[] {
  const src = attribute('src') ?? '';
  const given = (attribute('integrity') ?? '').split(/\s+/).filter(Boolean);
  const known = hashes[fileIn(src)];
  const write = `Write integrity="${known}".`;
  const isOther = (versionIn(src) ?? VERSION) !== VERSION;
  if (!given.length)
    return [
      warning('integrity', 'without it a browser runs the file even if somebody has changed it', isOther ? NEW : write),
    ];
  const notes: Note[] = [];
  if (attribute('crossorigin') === undefined)
    notes.push(
      /^(https?:)?\/\//i.test(src)
        ? error(
            'crossorigin',
            `it is missing, and without it browsers block a file of another site that has a hash`,
            CROSS,
          )
        : warning('crossorigin', 'it is missing, and browsers will block the file once another site serves it', CROSS),
    );
  const isKnown = given.some((hash) => hash.replace(/\?.*$/, '') === known);
  if (isOther && isKnown)
    notes.push(
      error(
        'integrity',
        `the hash is that of version ${VERSION}, but the address leads to another one, so browsers will block it`,
        NEW,
      ),
    );
  if (!isOther && !isKnown)
    notes.push(
      error(
        'integrity',
        `the hash is not that of ${fileIn(src)} of version ${VERSION}, so browsers will block that file`,
        write,
      ),
    );
  return notes;
}

const NEW = 'Print the tag again with npx cx7 tag.';
const CROSS = 'Write crossorigin="anonymous".';

/** Whether the tag leads to the config that was checked. */
function configNotes({ attribute, config, configFile, scripts }: Look): Note[] {
  const address = attribute('data-config');
  if (address)
    return fileIn(address) === basename(configFile)
      ? []
      : [
          warning(
            'data-config',
            `it leads to ${address}, and ${configFile} was checked`,
            `Make sure that your site serves ${configFile} at that address.`,
          ),
        ];
  const inline = inlineIn(scripts);
  if (!inline)
    return [
      warning(
        'data-config',
        'it is missing, and the page has no config in it either',
        'Add the address of the config, or put the config into the page with npx cx7 tag --inline.',
      ),
    ];
  if (isDeepStrictEqual(withoutSchema(parsed(inline.content)), withoutSchema(config))) return [];
  return [
    warning(
      'script',
      `the config in the page is not that of ${configFile}`,
      'Print it again with npx cx7 tag --inline.',
    ),
  ];
}

/** Whether the draw on the tag is the config's. A tag without one is well: then the config draws. */
function drawNotes({ attribute, config }: Look): Note[] {
  const names = ['data-survey', 'data-unit', 'data-salt', 'data-rate'];
  if (!names.some((name) => attribute(name) !== undefined)) return [];
  const draw = drawOn(attribute);
  if ('wrong' in draw) return [warning(draw.wrong, 'the draw on the tag is incomplete, so cx7 ignores it', draw.fix)];
  return [
    ...tagMismatch(config, draw).map(asNote),
    // A tag that wants no draw needs no endpoint either: the line above says to take both off.
    ...(tagDrawOf(config) ? endpointNotes(attribute('data-endpoint'), config) : []),
  ];
}

/** The draw on a tag; where it is not whole, which attribute is wrong. */
export function drawOn(attribute: Look['attribute']): TagDraw | { wrong: string; fix: string } {
  const [survey, unit, salt, rate] = ['survey', 'unit', 'salt', 'rate'].map((name) => attribute(`data-${name}`));
  const draw = readDraw({ survey, unit, salt, rate });
  if (draw) return draw;
  if (!survey) return { wrong: 'data-survey', fix: 'Write the id of the survey.' };
  if (!UNITS.some((known) => known === unit)) return { wrong: 'data-unit', fix: `Write one of ${UNITS.join(', ')}.` };
  if (survey.length > 64) return { wrong: 'data-survey', fix: 'Write the id of the survey, at most 64 characters.' };
  if (salt && salt.length > 64)
    return { wrong: 'data-salt', fix: 'Write the salt of the config, at most 64 characters.' };
  return { wrong: 'data-rate', fix: 'Write a number from 0 to 1, such as 0.05.' };
}

/** `data-rate: what is so, and what follows. What to do.` */
function asNote(text: string): Note {
  const [, path = 'script', rest = text] = /^(data-\w+): (.*)$/s.exec(text) ?? [];
  const [, what = rest, fix = NEW] = /^(.*)\. (.+)$/s.exec(rest) ?? [];
  return warning(path, what, fix);
}

function endpointNotes(given: string | undefined, { endpoint }: SurveyConfig): Note[] {
  if (given === undefined)
    return [
      warning(
        'data-endpoint',
        'it is missing, so answers that an earlier visit could not send wait until a visit is drawn',
        NEW,
      ),
    ];
  // An address, or an adapter with its settings.
  if (isDeepStrictEqual(parsed(given) ?? given, endpoint)) return [];
  return [
    warning(
      'data-endpoint',
      'it is not the endpoint of the config, so answers that wait for that one are not sent from visits that are not drawn',
      NEW,
    ),
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON, which is said by whoever compares it
  }
}

/** Editors need $schema, pages don’t. */
const withoutSchema = (config: unknown): unknown => ({ ...Object(config), $schema: undefined });
