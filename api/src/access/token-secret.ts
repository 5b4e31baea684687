import { createHash, randomBytes } from 'node:crypto';

/** A new token: 256 random bits behind a prefix that secret scanners can look for. */
export function newTokenSecret(): string {
  return `st_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a token. A plain SHA-256 is enough for 256 random bits: there is no guessing them. */
export function tokenHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Whether an Authorization header holds a token of this kind under another scheme, or under none. */
export function isWrongScheme(header: string): boolean {
  return /^(?:(?!bearer\b)\S+ +)?st_[\w-]{43}$/i.test(header.trim());
}

/** The token of an Authorization header; undefined without the header, null where it holds no token of this kind. */
export function bearerToken(header: string | undefined): string | null | undefined {
  if (header === undefined) return undefined;
  return /^bearer +(st_[\w-]{43})$/i.exec(header)?.[1] ?? null;
}
