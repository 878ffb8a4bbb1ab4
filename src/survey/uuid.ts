/**
 * A random UUID (version 4), as browsers name an object URL. Not `crypto.randomUUID`: browsers withhold that from pages
 * without https, and an office's kiosk or intranet is often such a page.
 */
export function uuid(): string {
  const url = URL.createObjectURL(new Blob());
  URL.revokeObjectURL(url);
  return url.slice(-36);
}
