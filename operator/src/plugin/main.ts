import { runPlugin } from './run.ts';

process.exitCode = await runPlugin(process.argv.slice(2), {
  print: (line) => void process.stdout.write(`${line}\n`),
  say: (line) => void process.stderr.write(`${line}\n`),
});
