/**
 * A random UUID (version 4). Not `crypto.randomUUID`: browsers withhold that from pages without https, and an
 * office's kiosk or intranet is often such a page. The 8 becomes one of 8, 9, a and b, which is the variant.
 */
export function uuid(): string {
  return '00000000-0000-4000-8000-000000000000'.replace(/[08]/g, (digit) => {
    const [random] = crypto.getRandomValues(new Uint8Array(1)) as unknown as [number];
    return (digit === '8' ? 8 + (random % 4) : random % 16).toString(16);
  });
}
