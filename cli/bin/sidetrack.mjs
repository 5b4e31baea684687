#!/usr/bin/env node
// Plain JavaScript that any Node reads: says what to do on an old one, and uses the Node that came with the packages.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
const brought = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
const program = new URL('../dist/main.js', import.meta.url);

if (!existsSync(program)) fail('SideTrack is not built: run `npm run setup` in its folder first.');
else if (major > 22 || (major === 22 && minor >= 12)) await import(program);
else if (existsSync(brought)) runWith(brought);
else
  fail(
    `SideTrack runs on Node 22.12 or later, and this is ${process.versions.node}: install Node 24 (https://nodejs.org).`,
  );

function runWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // Ctrl-C reaches the child from the terminal itself; this process only has to outlive it.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

function fail(line) {
  process.stderr.write(`✗ ${line}\n`);
  process.exitCode = 1;
}
