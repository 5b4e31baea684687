import { z } from 'zod';
import { describeListen, type PushedListen } from './pushed-listen.ts';
import { Refusal } from './refusal.ts';

/** What one `POST /1/submit-listens` brings, whole and within the service's bounds. */
export type Submission =
  | { readonly type: 'single' | 'import'; readonly listens: readonly PushedListen[] }
  | { readonly type: 'playing_now'; readonly listens: readonly [PushedListen] };

/** ListenBrainz's own bounds (listenbrainz/webserver/views/api_tools.py). */
export const MOST_LISTENS = 1000;
export const LISTEN_BYTES = 10_240;
export const LARGEST_BODY = MOST_LISTENS * LISTEN_BYTES;

/**
 * Reads the body of `POST /1/submit-listens` with the checks that ListenBrainz makes, so that a scrobbler meets no other rules
 * here, and that what is taken here can be passed on.
 * @throws Refusal 400 with the first thing that does not fit
 */
export function readSubmission(body: Buffer, now: Date): Submission {
  const document = z
    .object({ listen_type: z.unknown(), payload: z.array(z.unknown()) })
    .safeParse(parsedJson(body.toString('utf8')));
  if (!document.success) throw new Refusal(400, 'Invalid JSON document submitted.');
  const { payload, listen_type: given } = document.data;
  const type = listenType.safeParse(given);
  if (!type.success) throw new Refusal(400, 'JSON document requires a valid listen_type key.');
  refuseSize(payload.length, body.byteLength);
  if (type.data !== 'import' && payload.length > 1)
    throw new Refusal(400, `JSON document contains more than one listen for a ${type.data} submission.`);
  const listens = payload.map((listen) => describeListen(listen, type.data, now));
  return type.data === 'playing_now'
    ? { type: type.data, listens: listens as [PushedListen] }
    : { type: type.data, listens };
}

const listenType = z.enum(['single', 'playing_now', 'import']);

function refuseSize(listens: number, bytes: number): void {
  if (listens === 0) throw new Refusal(400, 'JSON document does not contain any listens.');
  if (listens > MOST_LISTENS)
    throw new Refusal(400, `Too many listens: at most ${MOST_LISTENS} may be submitted at once.`);
  if (bytes > listens * LISTEN_BYTES)
    throw new Refusal(
      400,
      `JSON document is too large. In aggregate, listens may not be larger than ${LISTEN_BYTES} bytes.`,
    );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'Cannot parse JSON document.');
  }
}
