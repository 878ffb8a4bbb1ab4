import { jsonSchema } from '../config/json-schema.ts';
import { type Command, options } from './command.ts';

export const schema: Command = {
  summary: 'prints the JSON Schema of a config, for editors',
  help: `Usage: npx cx7 schema > cx7.schema.json

Prints the JSON Schema (draft 2020-12) of a survey's config, as in dist/cx7.schema.json.
Name it in a config as "$schema" and an editor completes and explains the fields.
Rules between fields are not in it: npx cx7 check knows them.`,

  async run(args) {
    options('schema', args, {});
    console.log(JSON.stringify(jsonSchema(), null, 2));
    return 0;
  },
};
