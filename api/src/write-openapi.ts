import { writeFile } from 'node:fs/promises';
import { internalOpenApiDocument, openApiDocument } from './contract/document.ts';
import { version } from './version.ts';

/** Writes api/generated: the site's types come from openapi.json, and a test refuses a stale document. */
const documents = {
  'openapi.json': openApiDocument(version),
  'internal-openapi.json': internalOpenApiDocument(version),
};
for (const [name, document] of Object.entries(documents))
  await writeFile(new URL(`../generated/${name}`, import.meta.url), `${JSON.stringify(document, null, 2)}\n`);
