/** Writes docs/settings.md from the table that the programs read their settings by; `--check` only says whether it is up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { describeSettings } from '../settings/dist/index.js';

const path = new URL('../docs/settings.md', import.meta.url);
const rows = describeSettings({}).map(
  ({ name, purpose, fallback }) => `| \`${name}\` | ${purpose} | ${fallback === '' ? '' : `\`${fallback}\``} |`,
);
const page = await format(
  `<!-- Written by tools/settings-page.mjs from settings/src/table.ts. -->

# Settings

Every variable that SideTrack reads. \`sidetrack doctor\` prints those in force and where they come from. A variable that begins
with \`SIDETRACK_\` and is not listed here, or a value that cannot be, is refused with a sentence.

| variable | what it sets | without it |
| --- | --- | --- |
${rows.join('\n')}
`,
  { parser: 'markdown' },
);

if (!process.argv.includes('--check')) writeFileSync(path, page);
else if (read() !== page) {
  process.stderr.write('docs/settings.md is stale: run `node tools/settings-page.mjs`.\n');
  process.exitCode = 1;
}

function read() {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
