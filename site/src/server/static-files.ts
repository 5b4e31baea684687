import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { acceptedEncoding, ENCODINGS } from './accepted-encoding.ts';
import type { Encoding } from './accepted-encoding.ts';

interface StaticFile {
  type: string;
  etag: string;
  /** Its name holds a hash of its content: what it is never changes. */
  isHashed: boolean;
  bytes: Buffer;
  forms: Readonly<Partial<Record<Encoding, Buffer>>>;
}

/** Files by the path under which they are asked for. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

const ENDINGS: Readonly<Record<Encoding, string>> = { br: '.br', gzip: '.gz' };

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Reads the built files into memory, each with the compressed forms that lie beside it: one to two megabytes. Only what was
 * there at the start is ever served, so that no path that is asked for reaches the file system.
 */
export function readStaticFiles(folder: string): StaticFiles {
  const files = new Map<string, StaticFile>();
  if (!existsSync(folder)) return files;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    const type = TYPES[extname(name)];
    if (type === undefined || !statSync(path).isFile()) continue;
    const bytes = readFileSync(path);
    const url = `/${name.split(sep).join('/')}`;
    files.set(url, {
      type,
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
      isHashed: url.startsWith('/_astro/'),
      bytes,
      forms: readForms(path),
    });
  }
  return files;
}

/** Answers with a built file, compressed as the browser takes it. False: there is no such file. */
export function serveStaticFile(files: StaticFiles, request: IncomingMessage, response: ServerResponse): boolean {
  const { method = 'GET', url = '/', headers } = request;
  const file = files.get(url.split('?')[0] ?? '/');
  if (file === undefined || (method !== 'GET' && method !== 'HEAD')) return false;
  response.setHeader('cache-control', file.isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
  response.setHeader('etag', file.etag);
  response.setHeader('vary', 'accept-encoding');
  if (headers['if-none-match'] === file.etag) {
    response.writeHead(304).end();
    return true;
  }
  const { body, encoding } = chooseForm(file, headers['accept-encoding']);
  if (encoding !== null) response.setHeader('content-encoding', encoding);
  response.writeHead(200, { 'content-type': file.type, 'content-length': body.length });
  response.end(method === 'HEAD' ? undefined : body);
  return true;
}

function chooseForm({ bytes, forms }: StaticFile, accepted: string | undefined) {
  const encoding = acceptedEncoding(
    accepted,
    ENCODINGS.filter((each) => forms[each]),
  );
  return { body: (encoding === null ? undefined : forms[encoding]) ?? bytes, encoding };
}

function readForms(path: string): StaticFile['forms'] {
  const present = ENCODINGS.filter((encoding) => existsSync(path + ENDINGS[encoding]));
  return Object.fromEntries(present.map((encoding) => [encoding, readFileSync(path + ENDINGS[encoding])]));
}
