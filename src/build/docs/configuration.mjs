import { readdirSync, readFileSync } from 'node:fs';
import { load } from '../load.mjs';
import { objectsIn, table, typeOf } from './fields.mjs';

const surveys = new URL('../../../demo/surveys/', import.meta.url);

/** `docs/configuration.md`, from the schema that judges configs. */
export async function configuration() {
  const { jsonSchema } = await load('src/config/json-schema.ts');
  const { allRules } = await load('src/config/rules.ts');
  const schema = jsonSchema();
  const [whole, ...parts] = objectsIn(schema);
  return `# The configuration

${INTRO}

The smallest one:

${json(survey('smallest'))}

## Top level

${fieldTable(whole)}

${parts.map((part) => section(part)).join('\n\n')}

## Rules between fields

${rulesTable(allRules(), schema)}
`;
}

const INTRO = `A survey is configured by one JSON file. \`npx cx7 check survey.json\` judges it and says how to fix each problem; an
editor completes and explains the fields if the file names the JSON Schema in \`$schema\`. The schema is
\`dist/cx7.schema.json\` in the package, and \`npx cx7 schema\` prints it. A field that is not listed here is refused.

Every page view reads the file, so whoever visits the site can read it: put no secret into it.`;

function section({ path, schema }) {
  const example = exampleOf(path);
  const [field = path, kind] = path.split(/ \(|\)/);
  const heading = kind ? `\`${field}\` with the adapter \`${kind}\`` : `\`${path}\``;
  return [
    `## ${heading}`,
    schema.description ?? '',
    fieldTable({ path, schema }),
    ...(example ? [`From \`demo/surveys/${example.file}\`:`, json(example.part)] : []),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function fieldTable({ path, schema }) {
  const { properties, required = [] } = schema;
  return table(
    ['field', 'what may stand there', 'default', 'meaning'],
    Object.entries(properties).map(([name, field]) => [
      `\`${name}\``,
      typeOf(field),
      field.default !== undefined ? `\`${JSON.stringify(field.default)}\`` : required.includes(name) ? 'required' : '',
      `${field.deprecated ? 'Deprecated. ' : ''}${meaning(path ? `${path}.${name}` : name, field)}`,
    ]),
  );
}

/** What the field means, with a link to the fields within it. */
function meaning(path, field) {
  const kinds = (field.anyOf ?? []).filter(({ properties }) => properties);
  const links = field.properties
    ? [`[Its fields](#${anchor(`\`${path}\``)})`]
    : kinds.map(
        ({ properties: { adapter } }) =>
          `[\`${adapter.const}\`](#${anchor(`\`${path}\` with the adapter \`${adapter.const}\``)})`,
      );
  return [field.description ?? '', links.length ? `${links.join(', ')}.` : ''].filter(Boolean).join(' ');
}

/** The anchor that GitHub and npm give a heading. */
export const anchor = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

/** The part of an example survey that says the most about a path. */
function exampleOf(path) {
  const [first, kind] = path.split(/ \(|\)/);
  if (kind || first.includes('.')) return undefined;
  const size = (value) => JSON.stringify(value).length;
  return readdirSync(surveys)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, part: { [first]: survey(file.replace('.json', ''))[first] } }))
    .filter(({ part }) => part[first] !== undefined)
    .sort((one, other) => size(other.part) - size(one.part) || (one.file < other.file ? -1 : 1))[0];
}

function survey(name) {
  const { $schema: _, ...config } = JSON.parse(readFileSync(new URL(`${name}.json`, surveys), 'utf8'));
  return config;
}

const json = (value) => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;

/** What the rules ask for. One that is not here, as a new trigger's, is told by its field's description. */
const RULES = {
  'wording.satisfaction': 'Only with `approval`: OMB must agree to other words.',
  'wording.trust': 'Only with `approval`: OMB must agree to other words.',
  'names.provider': 'Needed where `variants.trust` is `"trust"`.',
  'names.population': 'Needed where `variants.trust` is `"trust"`.',
  'display.target': 'Needed where `display.placement` is `"inline"`.',
  'trigger.on':
    'A dialog takes the focus, so `display.placement` may be `"dialog"` only where a person asks for the survey: `"click"` or `"call"`.',
  'trigger.selector': 'Needed where `trigger.on` is `"click"`.',
  'sampling.remember': 'Must be `"device"` where `sampling.unit` is `"visitor"`.',
  'wave.until': 'Not before `wave.from`.',
};

function rulesTable(rules, schema) {
  return table(
    ['field', 'rule'],
    rules.map((rule) => [`\`${rule}\``, RULES[rule] ?? descriptionAt(rule, schema)]),
  );
}

const descriptionAt = (path, schema) => path.split('.').reduce((at, name) => at.properties[name], schema).description;
