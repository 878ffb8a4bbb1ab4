/**
 * A random UUID (version 4). Not `crypto.randomUUID`: browsers withhold that from pages without https, and an
 * office's kiosk or intranet is often such a page.
 */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-');
}
