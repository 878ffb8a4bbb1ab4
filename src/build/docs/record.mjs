import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { load } from '../load.mjs';
import { objectsIn, table, typeOf } from './fields.mjs';

const samples = new URL('../../../tests/wire/', import.meta.url);

/** The JSON Schema of a record as it is written now. */
export async function recordSchema() {
  const { interview } = await load('src/record/schema.ts');
  return z.toJSONSchema(interview, { unrepresentable: 'any' });
}

/** The generated parts of `docs/record.md`, by the name of their markers. */
export async function recordParts() {
  return { example: example(), fields: fields(await recordSchema()) };
}

/** The newest version's sample of a complete interview, the answers between the first and the last left out. */
function example() {
  const [newest] = readdirSync(samples)
    .filter((name) => /^interview-\d+-complete\.json$/.test(name))
    .sort((one, other) => Number(other.split('-')[1]) - Number(one.split('-')[1]));
  const record = JSON.parse(readFileSync(new URL(newest, samples), 'utf8'));
  const shortened = { ...record, answers: [record.answers.at(0), record.answers.at(-1)] };
  return `\`\`\`json\n${JSON.stringify(shortened, null, 2)}\n\`\`\``;
}

const fields = (schema) =>
  objectsIn(schema)
    .map(({ path, schema: { properties, required = [], description } }) =>
      [
        `### ${path ? `\`${path}\`` : 'Top level'}`,
        path ? (description ?? '') : '',
        table(
          ['field', 'what stands there', 'always there', 'meaning'],
          Object.entries(properties).map(([name, field]) => [
            `\`${name}\``,
            typeOf(field),
            required.includes(name) ? 'yes' : '',
            field.description ?? '',
          ]),
        ),
      ]
        .filter(Boolean)
        .join('\n\n'),
    )
    .join('\n\n');
