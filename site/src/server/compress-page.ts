import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { BrotliCompress, Gzip } from 'node:zlib';
import { acceptedEncoding, ENCODINGS } from './accepted-encoding.ts';
import type { Encoding } from './accepted-encoding.ts';

/**
 * Makes a response compress itself on its way out, if it turns out to be a page. Effort is low, because it is done for every
 * request, and what has been written goes out at once. Pages hold no secret that a guess beside it could find out by length
 * (BREACH): the session is a cookie, and tokens never leave the server.
 */
export function compressPage(request: IncomingMessage, response: ServerResponse): void {
  const encoding = acceptedEncoding(request.headers['accept-encoding'], ENCODINGS);
  if (encoding === null || request.method === 'HEAD') return;
  const plain = {
    writeHead: response.writeHead.bind(response),
    write: response.write.bind(response) as (chunk: unknown) => boolean,
    end: response.end.bind(response) as (chunk?: unknown) => ServerResponse,
  };

  response.writeHead = (status: number, ...rest: unknown[]) => {
    const headers = rest.findLast((each) => typeof each === 'object') as OutgoingHttpHeaders | undefined;
    for (const [name, value] of Object.entries(headers ?? {})) if (value !== undefined) response.setHeader(name, value);
    response.writeHead = plain.writeHead;
    if (isPage(response) && status !== 204 && status !== 304) squeeze(response, { encoding, plain });
    return plain.writeHead(status);
  };
}

interface Squeezing {
  encoding: Encoding;
  plain: { write: (chunk: unknown) => boolean; end: (chunk?: unknown) => ServerResponse };
}

function squeeze(response: ServerResponse, { encoding, plain }: Squeezing): void {
  const squeezer = makeSqueezer(encoding);
  response.setHeader('content-encoding', encoding);
  response.appendHeader('vary', 'accept-encoding');
  response.removeHeader('content-length');
  squeezer.on('data', (chunk: Buffer) => plain.write(chunk));
  squeezer.on('end', () => plain.end());
  response.on('close', () => squeezer.destroy());
  // A page that fails midway is broken off: whoever waits for it must see that it did not end well.
  squeezer.on('error', () => response.destroy());
  response.write = ((...written: Parameters<Writable['write']>) => {
    const goOn = squeezer.write(...written);
    squeezer.flush();
    return goOn;
  }) as ServerResponse['write'];
  response.end = ((...written: Parameters<Writable['end']>) => {
    squeezer.end(...written);
    return response;
  }) as ServerResponse['end'];
}

function makeSqueezer(encoding: Encoding): BrotliCompress | Gzip {
  return encoding === 'br'
    ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
    : createGzip({ level: 5 });
}

function isPage(response: ServerResponse): boolean {
  return (
    String(response.getHeader('content-type') ?? '').startsWith('text/html') && !response.hasHeader('content-encoding')
  );
}
