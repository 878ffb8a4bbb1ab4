/**
 * As much of Preact as the survey uses, in a tenth of its bytes: the script-tag build puts this file in Preact's
 * place, and the component tests run on both. A component is a plain function without hooks, and no child is 0 or true.
 * A child that is false keeps its place by an empty text, so that what follows it is not made anew.
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
  const node: any = old?.drawn?.type === type && old.drawn.key === key ? old : document.createElement(type);
  const was = node.drawn?.props;
  // First, since the value of a list is one of its options.
  render(children, node);
  for (const name of Object.keys({ ...was, ...props })) {
    const value = props[name];
    const attribute = name.toLowerCase();
    if (value === was?.[name]) continue;
    // A handler's answer is dropped: `false` would cancel what the browser does next.
    if (/^on/.test(attribute)) node[attribute] = (event: Event) => void value?.(event);
    else if (/^(value|checked)$/.test(attribute)) node[attribute] = value;
    else if (value === undefined) node.removeAttribute(attribute);
    else node.setAttribute(attribute, value);
  }
  node.drawn = child;
  return node;
}

/** Words that have not changed stay in place, so that a live region tells nothing twice. */
function text(child: unknown, old: Node | undefined): Node {
  const words = `${child || ''}`;
  return old?.nodeValue === words ? old : document.createTextNode(words);
}
