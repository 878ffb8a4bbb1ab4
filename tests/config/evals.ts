import { execFileSync } from 'node:child_process';
import { build } from 'esbuild';

/** Runs an exported judge where `eval` and `new Function` throw, as under a strict Content-Security-Policy. */
export async function evals(file: string, name: string): Promise<string> {
  const config = '{"survey":"x","names":{"service":"X"},"endpoint":"/x"}';
  const { outputFiles } = await build({
    stdin: {
      contents: `import { ${name} } from './${file}';
        let tried = 0;
        globalThis.Function = new Proxy(Function, { construct() { tried++; throw new Error('blocked'); }, apply() { tried++; throw new Error('blocked'); } });
        const { problems } = ${name}(${JSON.stringify(config)});
        console.log(problems.length + ' problems ' + (tried ? 'after eval' : 'without eval'));`,
      resolveDir: '.',
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const args = ['--disallow-code-generation-from-strings', '--input-type=module', '-'];
  return execFileSync(process.execPath, args, { input: outputFiles[0]?.text, encoding: 'utf8' }).trim();
}
