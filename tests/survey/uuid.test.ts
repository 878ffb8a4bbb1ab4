import { expect, it } from 'vitest';
import * as z from 'zod';
import { uuid } from '../../src/survey/uuid.ts';

it('is a new UUID of version 4 every time', () => {
  const drawn = Array.from({ length: 1000 }, uuid);
  for (const id of drawn) expect(z.uuidv4().safeParse(id).success, id).toBe(true);
  expect(new Set(drawn).size).toBe(1000);
});
