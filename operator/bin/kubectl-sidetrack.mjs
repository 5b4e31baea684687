#!/usr/bin/env node
// Plain JavaScript that any Node reads: says what to do on an old one, and uses the Node that came with the packages.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
const brought = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
const program = new URL('../dist/plugin/main.js', import.meta.url);

if (!existsSync(program)) fail('kubectl sidetrack is not built: run `npm run setup` in the folder of SideTrack first.');
else if (major > 22 || (major === 22 && minor >= 12)) await import(program);
else if (existsSync(brought)) {
  const self = fileURLToPath(import.meta.url);
  process.exitCode = spawnSync(brought, [self, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;
} else
  fail(
    `kubectl sidetrack runs on Node 22.12 or later, and this is ${process.versions.node}: install Node 24 (https://nodejs.org).`,
  );

function fail(line) {
  process.stderr.write(`✗ ${line}\n`);
  process.exitCode = 1;
}
