/** An attribute of a start tag. */
export interface Attribute {
  /** In small letters. */
  name: string;
  value: string;
  /** Where its name begins in the text. */
  offset: number;
}

/** A `<script …>` of a page. */
export interface ScriptTag {
  /** Where it begins in the text. */
  offset: number;
  /** By name; of two with the same name the first counts, as in browsers. */
  attributes: ReadonlyMap<string, Attribute>;
  /** The text between the tag and its end. */
  content: string;
}

/**
 * The script tags of a page, read as browsers read them, as far as a page that is not broken goes: comments are
 * skipped, and so is what looks like a tag within a script, a style sheet or a text field.
 */
export function scriptTagsIn(html: string): ScriptTag[] {
  const found: ScriptTag[] = [];
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    if (html.startsWith('<!--', at)) at = after(html, '-->', at + 4);
    else if (/^<[!?]/.test(html.slice(at, at + 2))) at = after(html, '>', at);
    else if (!/^<\/?[a-z]/i.test(html.slice(at, at + 3))) at++;
    else {
      const tag = readTag(html, at);
      if (!tag) break; // It never ends, so that browsers drop it.
      const { name, attributes, end } = tag;
      const over = RAW.includes(name) ? endOf(html, name, end) : end;
      if (name === 'script') found.push({ offset: at, attributes, content: html.slice(end, over) });
      at = over;
    }
  }
  return found;
}

/** Elements in which no tag begins but their own end. */
const RAW: readonly string[] = ['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes'];

function endOf(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
  end.lastIndex = from;
  return end.exec(html)?.index ?? html.length;
}

/** The offset behind the next `sign`, or the end of the text. */
function after(html: string, sign: string, from: number): number {
  const at = html.indexOf(sign, from);
  return at < 0 ? html.length : at + sign.length;
}

interface Read {
  /** In small letters; that of an end tag begins with a slash. */
  name: string;
  attributes: Map<string, Attribute>;
  /** The offset behind the tag. */
  end: number;
}

/** Reads the tag that begins at an offset; undefined where the text ends within it. */
function readTag(html: string, offset: number): Read | undefined {
  let at = offset + 1;
  /** Goes on to the first sign that is not among these; returns what it has passed. */
  const pass = (signs: RegExp): string => {
    const from = at;
    while (at < html.length && signs.test(html.charAt(at))) at++;
    return html.slice(from, at);
  };
  const value = (): string | undefined => {
    const quote = html.charAt(at);
    if (quote !== '"' && quote !== "'") return pass(/[^\s>]/);
    const end = html.indexOf(quote, at + 1);
    if (end < 0) return undefined;
    const text = html.slice(at + 1, end);
    at = end + 1;
    return text;
  };

  const slash = html.charAt(at) === '/' ? '/' : '';
  at += slash.length;
  const name = slash + pass(/[^\s/>]/).toLowerCase();
  const attributes = new Map<string, Attribute>();
  for (;;) {
    pass(/[\s/]/);
    if (at >= html.length) return undefined;
    if (html.charAt(at) === '>') return { name, attributes, end: at + 1 };
    const begin = at++; // An equals sign here begins a name.
    pass(/[^\s/>=]/);
    const key = html.slice(begin, at).toLowerCase();
    pass(/\s/);
    let text: string | undefined = '';
    if (html.charAt(at) === '=') {
      at++;
      pass(/\s/);
      text = value();
    }
    if (text === undefined) return undefined;
    if (!attributes.has(key)) attributes.set(key, { name: key, value: decoded(text), offset: begin });
  }
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** References in their place: numbers, and the names that a tag needs. Others stay as they are written. */
const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hexadecimal, name) => {
    if (name) return NAMED[name] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
