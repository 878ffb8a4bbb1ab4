import type { SurveyConfig } from '../config/schema.ts';
import { type Found, findConfig } from '../page/config.ts';
import type { Survey } from '../visit/api.ts';
import { assemble } from './assemble.ts';

/** `<cx7-survey>` on a page. */
export interface SurveyElement extends HTMLElement {
  /** Its survey, while it is connected. */
  readonly survey: Survey | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'cx7-survey': SurveyElement;
  }
}

/**
 * Makes `<cx7-survey config="/cx7.json">` known to this page, or, with the config as text inside,
 * `<cx7-survey><script type="application/json">…</script></cx7-survey>`. The survey appears in the element itself
 * unless the config says where. Does nothing where there are no custom elements, or the name is taken.
 */
export function defineElement(name = 'cx7-survey'): void {
  if (typeof customElements === 'undefined' || customElements.get(name)) return;
  // Made in here because there is no HTMLElement to extend where pages are rendered on a server.
  customElements.define(
    name,
    class extends HTMLElement implements SurveyElement {
      static readonly observedAttributes = ['config'];
      survey: Survey | undefined;

      connectedCallback() {
        this.survey ??= assemble(() => configOf(this));
      }

      /** What is moved within the page is connected again by the end of the task, and goes on. */
      disconnectedCallback() {
        queueMicrotask(() => this.isConnected || this.#end());
      }

      attributeChangedCallback() {
        if (!this.survey) return;
        this.#end();
        this.connectedCallback();
      }

      #end() {
        this.survey?.destroy();
        this.survey = undefined;
      }
    },
  );
}

async function configOf(element: HTMLElement): Promise<Found> {
  const address = element.getAttribute('config');
  const { text, where } = address ? await findConfig(address) : await inlineConfig(element);
  return { text: placedIn(element, text), where };
}

async function inlineConfig(element: HTMLElement): Promise<Found> {
  // While the page is read, an element is connected before its children are there.
  if (document.readyState === 'loading') await new Promise((ready) => addEventListener('DOMContentLoaded', ready));
  const inline = element.querySelector('script[type="application/json"]');
  const where = `<${element.localName}>`;
  if (!inline) throw Error(`${where} has no config. Give it a config attribute, or a script with JSON inside.`);
  return { text: inline.textContent ?? '', where };
}

/** The config with its survey in the element, where it does not say itself where the survey is to be. */
function placedIn(element: HTMLElement, text: string): string {
  try {
    const config: SurveyConfig = JSON.parse(text);
    const { display = {} } = config;
    if (!isObject(config) || !isObject(display) || display.placement || display.target) return text;
    element.id ||= freeId(element.localName);
    const here = { placement: 'inline', target: `#${CSS.escape(element.id)}` };
    return JSON.stringify({ ...config, display: { ...display, ...here } });
  } catch {
    return text; // refused later, with the reasons
  }
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same ids on every visit. */
function freeId(name: string): string {
  for (let n = 1; ; n++) {
    const id = n > 1 ? `${name}-${n}` : name;
    if (!document.getElementById(id)) return id;
  }
}
