import { options, render, type VNode } from 'preact';
import { Survey, type View } from './components/Survey.tsx';

/** Draws the survey. What is on the screen already is changed only where it differs. */
export function draw(root: ShadowRoot, view: View): void {
  options.vnode = withOwnProps;
  render(<Survey {...view} />, root);
}

/**
 * On a page that extends `Object.prototype`, every object of props has what the page has added, and Preact would write
 * it to every element. So props inherit nothing.
 */
function withOwnProps(node: VNode) {
  if (typeof node.props === 'object') node.props = Object.assign(Object.create(null), node.props); // those of a text are a string
}
