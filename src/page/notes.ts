import type { SurveyConfig } from '../config/schema.ts';

/** What is worth knowing of the page that a survey is on, and its config cannot tell. */
export function notesOnPage({ endpoint }: SurveyConfig): string[] {
  const notes: string[] = [];
  const url = typeof endpoint === 'object' ? 'url' in endpoint && endpoint.url : endpoint;
  if (url) {
    const [sent, without] = [document.baseURI, location.href].map((base) => new URL(url, base).href);
    if (sent !== without)
      notes.push(
        `endpoint: the page's <base> makes ${sent} of ${url}, where ${without} may be meant. Write the whole address.`,
      );
  }
  return notes;
}
