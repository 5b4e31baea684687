import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** What must be known again when somebody comes back from the provider. */
const Flow = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  /** Where on the dashboard they were going. */
  next: z.string(),
  timeZone: z.string().nullable(),
  startedAt: z.number(),
});
export type Flow = z.infer<typeof Flow>;

/** How long somebody may take at the provider. */
export const FLOW_MINUTES = 10;

/** Keeps a sign-in that has begun in the browser that began it, where nobody can read or change it: AES-256-GCM. */
export interface FlowBox {
  seal(flow: Flow): string;
  /** Null where it was not sealed here, or too long ago. */
  open(sealed: string, now: Date): Flow | null;
}

export function flowBox(secretKey: string): FlowBox {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'sidetrack sign-in', 32));
  return {
    seal(flow) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const text = Buffer.concat([cipher.update(JSON.stringify(flow), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
    },
    open(sealed, now) {
      const bytes = Buffer.from(sealed, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES)).setAuthTag(
          bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES),
        );
        const text =
          decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
        const flow = Flow.parse(JSON.parse(text));
        return now.getTime() - flow.startedAt < FLOW_MINUTES * 60_000 ? flow : null;
      } catch {
        return null;
      }
    },
  };
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
