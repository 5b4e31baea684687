import { readTrouble } from '../answer.ts';
import type { Answer, Trouble } from '../answer.ts';
import type { Upload } from '../queries/imports.ts';
import type { ImportStarted } from '../types.ts';
import type { Sent, SendOptions } from './send-bytes.ts';

/** How an upload stands, for who watches it. */
export interface Sending {
  /** waiting: the connection is lost, or there is too much to do; it goes on by itself. */
  phase: 'preparing' | 'sending' | 'waiting' | 'starting';
  /** Bytes that are there, as far as known. */
  sent: number;
  /** Of these, bytes that were there when it began: it went on where an earlier try had stopped. */
  resumedAt: number;
}

/** What an upload needs of the world. */
export interface UploadWorld {
  fingerprint: (file: File) => Promise<string>;
  announce: (file: { fileName: string; bytes: number; fingerprint: string }) => Promise<Answer<Upload>>;
  send: (uploadId: string, bytes: Blob, options: SendOptions) => Promise<Sent>;
  start: (uploadId: string) => Promise<Answer<ImportStarted>>;
  /** Ends after so many seconds, or sooner where it is worth another try. */
  wait: (seconds: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Sends a file and starts its import. A connection that breaks, an API that is away or asks for patience: it waits and goes on
 * from the bytes that are there. It ends with the import, with a trouble that no waiting mends, or with null because it was
 * let go.
 */
export async function uploadFile(
  file: File,
  world: UploadWorld,
  { onSending, signal }: { onSending: (sending: Sending) => void; signal: AbortSignal },
): Promise<Answer<ImportStarted> | null> {
  let sending: Sending = { phase: 'preparing', sent: 0, resumedAt: 0 };
  const tell = (change: Partial<Sending>) => {
    sending = { ...sending, ...change };
    onSending(sending);
  };
  tell({});
  const announced = { fileName: file.name, bytes: file.size, fingerprint: await world.fingerprint(file) };
  let failures = 0;
  let reached: number | null = null;
  while (!isAborted(signal)) {
    // Announcing tells how much is there: after a break, after a reload, and where nothing has begun yet.
    const { data: upload, trouble } = await world.announce(announced);
    if (isAborted(signal)) break;
    if (upload !== null) {
      if (reached === null) tell({ resumedAt: upload.received });
      else if (upload.received > reached) failures = 0;
      reached = upload.received;
      tell({ sent: reached });
    }
    const step = upload === null ? afterTrouble(trouble) : await advance(file, upload, { world, tell, signal });
    if ('ended' in step) return step.ended;
    if (step.next === 'go on') continue;
    if (isAborted(signal)) break;
    tell({ phase: 'waiting' });
    await world.wait(step.seconds ?? pauseSeconds(failures), signal);
    failures += 1;
  }
  return null;
}

/** What follows: the end, the next request, or a pause of so many seconds, null where nobody said how long. */
type Step = { ended: Answer<ImportStarted> } | { next: 'go on' } | { next: 'wait'; seconds: number | null };

/** One request on: the bytes that are missing, or, where none is, the import. */
async function advance(
  file: File,
  upload: Upload,
  { world, tell, signal }: { world: UploadWorld; tell: (change: Partial<Sending>) => void; signal: AbortSignal },
): Promise<Step> {
  if (upload.received === upload.bytes) {
    tell({ phase: 'starting' });
    const started = await world.start(upload.id);
    return started.data === null ? afterTrouble(started.trouble) : { ended: started };
  }
  tell({ phase: 'sending' });
  const { status, body, retryAfterSeconds } = await world.send(upload.id, file.slice(upload.received), {
    offset: upload.received,
    onProgress: (bytes) => tell({ sent: Math.min(upload.received + bytes, upload.bytes) }),
    signal,
  });
  if (status === 200) return { next: 'go on' };
  if (BEGIN_ANEW.has(status)) return { next: 'wait', seconds: null };
  return afterTrouble(readTrouble(body, status), retryAfterSeconds);
}

function afterTrouble(trouble: Trouble, seconds: number | null = null): Step {
  return PASSING.has(trouble.status) ? { next: 'wait', seconds } : { ended: { data: null, trouble } };
}

function pauseSeconds(failures: number): number {
  return PAUSES_SECONDS[failures] ?? LONGEST_PAUSE_SECONDS;
}

const PAUSES_SECONDS = [1, 2, 4, 8];
const LONGEST_PAUSE_SECONDS = 15;
/** Gone meanwhile, or further than was thought: announcing says where it stands. */
const BEGIN_ANEW = new Set([404, 409]);
const PASSING = new Set([0, 408, 429, 502, 503, 504]);

/** Asked anew each time: what a signal says changes while one waits. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
