#!/usr/bin/env node
import { check } from './check.ts';
import type { Command } from './command.ts';
import { UsageError } from './command.ts';
import { copy } from './copy.ts';
import { report } from './report.ts';
import { schema } from './schema.ts';
import { serve } from './serve.ts';
import { tag } from './tag.ts';

const commands: Readonly<Record<string, Command>> = { check, copy, tag, schema, serve, report };

const HELP = `cx7 ${VERSION}: asks people who just used a government service how it went.

Usage: npx cx7 <command> [options]

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`)
  .join('\n')}

npx cx7 <command> --help says more about one of them.`;

/** Exit codes: 0 done, 1 a config or the data is not as it should be, 2 the command itself was not understood. */
async function main([name, ...args]: string[]): Promise<number> {
  if (!name || name === '--help' || name === '-h' || name === 'help') {
    console.log(args[0] ? (commands[args[0]]?.help ?? HELP) : HELP);
    return name ? 0 : 2;
  }
  if (name === '--version' || name === '-v') {
    console.log(VERSION);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command)
    throw new UsageError(`There is no command ${name}.`, `Choose one of ${Object.keys(commands).join(', ')}.`);
  if (args.includes('--help') || args.includes('-h')) {
    console.log(command.help);
    return 0;
  }
  return command.run(args);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(`cx7: ${error instanceof Error ? error.message : error}`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
