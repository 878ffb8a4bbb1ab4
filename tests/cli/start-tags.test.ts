import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { scriptTagsIn } from '../../src/cli/start-tags.ts';

/** The attributes of each script tag. */
const read = (html: string) =>
  scriptTagsIn(html).map(({ attributes }) =>
    Object.fromEntries([...attributes.values()].map(({ name, value }) => [name, value])),
  );

describe('script tags of a page', () => {
  it.each([
    ['double quotes', '<script src="/a b.js" async>', { src: '/a b.js', async: '' }],
    ['single quotes', `<script src='/a"b.js'>`, { src: '/a"b.js' }],
    ['no quotes', '<script src=/a.js async>', { src: '/a.js', async: '' }],
    ['an address that ends in a slash, without quotes', '<script src=/a/>', { src: '/a/' }],
    ['no white space between attributes', '<script a="1"b=\'2\'c>', { a: '1', b: '2', c: '' }],
    ['white space and lines around the sign', '<script\n  src\t=\n "/a.js"\n>', { src: '/a.js' }],
    ['capitals', '<SCRIPT SRC="/A.js" Data-Config="/C">', { src: '/A.js', 'data-config': '/C' }],
    ['an attribute that stands twice', '<script src="/1.js" SRC="/2.js">', { src: '/1.js' }],
    ['a tag that closes itself', '<script src="/a.js"/>', { src: '/a.js' }],
    ['a > within quotes', '<script data-a="1>2" src="/a.js">', { 'data-a': '1>2', src: '/a.js' }],
    ['a name that begins with =', '<script =a=1>', { '=a': '1' }],
    ['empty values', '<script a="" b=\'\' c=>', { a: '', b: '', c: '' }],
    ['references', '<script a="&amp;&lt;&gt;&quot;&apos;&#39;&#x2F;">', { a: "&<>\"''/" }],
    ['a reference that is none', '<script a="a&b &; &amp &#0; &#xFFFFFFF;">', { a: 'a&b &; &amp &#0; &#xFFFFFFF;' }],
    ['a reference to a reference', '<script a="&amp;quot;">', { a: '&quot;' }],
  ])('with %s', (_, html, attributes) => {
    expect(read(`${html}</script>`)).toEqual([attributes]);
  });

  it.each([
    ['plain text', 'no tag < here > <3 <'],
    ['a comment', '<!-- <script src="/a.js"></script> -->'],
    ['a comment that never ends', '<!-- <script src="/a.js"></script>'],
    ['a text field', '<textarea><script src="/a.js"></textarea>'],
    ['a title', '<title><script src="/a.js"></script></title>'],
    ['an attribute of something else', `<p title='<script src="/a.js">'></p>`],
    ['another element whose name begins so', '<scripture src="/a.js">'],
    ['an end tag', '</script src="/a.js">'],
    ['a tag that never ends', '<script src="/a.js"'],
    ['a quotation mark that never ends', '<script src="/a.js>'],
    ['nothing', ''],
  ])('not in %s', (_, html) => {
    expect(read(html)).toEqual([]);
  });

  it('finds several, with what stands in them and where they begin', () => {
    const html = '<p>\n<script>if (a<b) "<script>"</script x>\n<script type=json>{"a":"</p>"}</SCRIPT><script src=/2>';
    expect(scriptTagsIn(html).map(({ offset, content }) => [html.slice(offset, offset + 12), content])).toEqual([
      ['<script>if (', 'if (a<b) "<script>"'],
      ['<script type', '{"a":"</p>"}'],
      ['<script src=', ''],
    ]);
  });

  it('reads a page of a template engine', () => {
    expect(read('<% if a > b %><script nonce="<%= nonce %>" src="{{ base }}/cx7.js"></script>{% end %}')).toEqual([
      { nonce: '<%= nonce %>', src: '{{ base }}/cx7.js' },
    ]);
  });

  it('reads what a browser reads', () => {
    const html = `<!doctype html><html><head><title>a</title><script async SRC=/cx7.js data-a='"&amp;&#x41;' DATA-B=c></script>
      <style>a>b{}</style></head><body><!-- <script></script> --><script type="application/json">{"a":1}</script></body></html>`;
    const { document } = new Window();
    document.write(html);
    const there = [...document.querySelectorAll('script')].map((script) =>
      Object.fromEntries([...script.attributes].map(({ name, value }) => [name, value])),
    );
    expect(read(html)).toEqual(there);
  });

  it('ends on any text', () => {
    const pieces = ['<', '</', '<script', ' ', '=', '"', "'", '>', '<!--', '-->', 'a', '&', ';', '/', '<!'];
    let seed = 7;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed;
    };
    for (let i = 0; i < 3_000; i++) {
      const html = Array.from({ length: random() % 30 }, () => pieces[random() % pieces.length]).join('');
      for (const { offset, attributes } of scriptTagsIn(html)) {
        expect(html.startsWith('<script', offset)).toBe(true);
        for (const { name, offset: at } of attributes.values()) expect(html.startsWith(name, at)).toBe(true);
      }
    }
  });
});
