/**
 * As much of Preact as the survey uses, in a tenth of its bytes: the script-tag build puts this file in Preact's
 * place, and the component tests run on both. A component is a plain function without hooks. A child that is false
 * keeps its place by an empty text, so that what follows it is not made anew.
 */
interface Drawn {
  type: string;
  key: unknown;
  props: Record<string, any>;
  children: Child;
}
type Child = Drawn | string | number | boolean | null | undefined | Child[];
type Component = (props: any) => Child;
type Drawing = Element & { drawn?: Drawn };

export const jsx = (type: string | Component, { children, ...props }: Record<string, any>, key?: unknown): Child =>
  typeof type === 'string' ? { type, key, props, children } : type(props);

export { jsx as h, jsx as jsxs };

/** Gives `parent` the content that is described, and touches only what differs. */
export function render(children: Child, parent: ParentNode & Node): void {
  const before = [...parent.childNodes] as Drawing[];
  for (const child of [children].flat(9) as Exclude<Child, Child[]>[]) {
    const old = before.shift();
    const node = child && typeof child === 'object' ? element(child, old) : text(child, old);
    if (!old) parent.append(node);
    else if (old !== node) old.replaceWith(node);
  }
  for (const rest of before) rest.remove();
}

function element(child: Drawn, old: Drawing | undefined): Drawing {
  const { type, key, props, children } = child;
  const kept = old?.drawn?.type === type && old.drawn.key === key;
  const node: any = kept ? old : document.createElement(type);
  const was = kept ? old.drawn!.props : {};
  for (const name in { ...was, ...props }) {
    const value = props[name];
    const attribute = name.toLowerCase();
    if (value === was[name]) continue;
    if (/^(on.*|value|checked)$/.test(attribute)) node[attribute] = value;
    else if (value === undefined) node.removeAttribute(attribute);
    else node.setAttribute(attribute, value);
  }
  node.drawn = child;
  render(children, node);
  return node;
}

function text(child: unknown, old: Node | undefined): Node {
  const words = child === 0 || (child && child !== true) ? `${child}` : '';
  if (old?.nodeType !== 3) return document.createTextNode(words);
  if (old.nodeValue !== words) old.nodeValue = words;
  return old;
}
