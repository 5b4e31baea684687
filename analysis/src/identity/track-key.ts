import { createHash } from 'node:crypto';

/**
 * A stable id for what was played where the source gives none: UUIDv5 (RFC 9562) of artist, title and release, each in
 * NFKC, lower case and single spaces. The same play told twice by one source gets the same key.
 */
export function trackKey(artist: string, title: string, release: string | null): string {
  return uuidV5(NAMESPACE, JSON.stringify([plain(artist), plain(title), plain(release ?? '')]));
}

/** UUIDv5 (RFC 9562, section 5.5) of a name in a namespace. */
export function uuidV5(namespace: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest()
    .subarray(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

// Part of every stored key: changing it would make every play a new one.
const NAMESPACE = '6b0f5f0e-3c1d-5d9a-9a57-5a1de7ac4b11';
