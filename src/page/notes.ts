import type { SurveyConfig } from '../config/schema.ts';
import { quietly } from '../instrument/quietly.ts';

/** What is worth knowing of the page that a survey is on, and its config cannot tell. */
export function notesOnPage({ endpoint }: SurveyConfig): string[] {
  const notes: string[] = [];
  const url = typeof endpoint === 'object' ? 'url' in endpoint && endpoint.url : endpoint;
  if (url) {
    const [sent, without] = [document.baseURI, location.href].map((base) => quietly(() => new URL(url, base).href));
    // What is no address at all has a warning of its own.
    if (sent !== without)
      notes.push(
        `endpoint: the page's <base> resolves ${url} to ${sent}, where ${without} may be meant. Write the whole address.`,
      );
  }
  return notes;
}
