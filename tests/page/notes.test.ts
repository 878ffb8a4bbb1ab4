// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { notesOnPage } from '../../src/page/notes.ts';
import { passportConfig } from '../record/told.ts';

it('an endpoint that is no address is not worth a note, and throws nothing', () => {
  expect(notesOnPage(passportConfig({ endpoint: 'https://' }))).toEqual([]);
});
