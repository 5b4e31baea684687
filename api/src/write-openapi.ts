import { writeFile } from 'node:fs/promises';
import { openApiDocument } from './contract/document.ts';
import { version } from './version.ts';

/** Writes api/generated/openapi.json: the site's types come from it, and a test refuses a stale one. */
await writeFile(
  new URL('../generated/openapi.json', import.meta.url),
  `${JSON.stringify(openApiDocument(version), null, 2)}\n`,
);
