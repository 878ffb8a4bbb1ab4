import * as z from 'zod/mini';
import { surveyConfig } from './schema.ts';

/**
 * The JSON Schema of a survey's config (draft 2020-12), for editors and other tools; `npx cx7 schema` prints it.
 * It knows everything but the rules between fields, which only `npx cx7 check` can tell.
 */
export function jsonSchema() {
  const { $schema, description, ...rest } = z.toJSONSchema(surveyConfig, { io: 'input' });
  return { $schema, $id: 'urn:cx7:survey', title: 'cx7 survey', description, ...rest };
}
