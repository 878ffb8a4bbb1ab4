import { hexOf } from '../instrument/hash.ts';

/**
 * A random UUID (version 4). Not `crypto.randomUUID`: browsers withhold that from pages without https, and an office's
 * kiosk or intranet is often such a page.
 */
export const uuid = (): string =>
  hexOf(crypto.getRandomValues(new Uint8Array(16))).replace(/(.{8})(.{4}).(.{3}).(.{3})(.*)/, '$1-$2-4$3-a$4-$5');
