import { isAbsolute } from 'node:path';
import { z } from 'zod';

/** Zod schemas from the text of an environment variable to its value; each message completes "NAME must be …". */

export const text = z.string();
export const secretKey = z
  .string()
  .min(32, 'at least 32 characters of random text (for example from `openssl rand -hex 32`)');
export const absolutePath = z.string().refine(isAbsolute, 'an absolute path');
export const postgresUrl = urlWith(
  ['postgres:', 'postgresql:'],
  'a URL such as postgresql://user:password@127.0.0.1:5432/sidetrack',
);
export const redisUrl = urlWith(['redis:', 'rediss:'], 'a URL such as redis://127.0.0.1:6379');
export const httpUrl = urlWith(['http:', 'https:'], 'a URL that begins with http:// or https://').transform((url) =>
  url.replace(/\/+$/, ''),
);
export const endpointUrl = urlWith(['http:', 'https:'], 'a URL that begins with http:// or https://');
/** An address whose traffic nobody can read: https, or a name of the machine itself. */
export const guardedUrl = z
  .string()
  .refine(isGuarded, 'a URL that begins with https:// (http:// only for 127.0.0.1, localhost and [::1])')
  .transform((url) => url.replace(/\/+$/, ''));
export const hostAndPort = z
  .string()
  .regex(/^(\[[0-9a-f:]+\]|[^\s:/]+):\d{1,5}$/i, 'host:port, such as 127.0.0.1:7233');
export const hostName = z.string().regex(/^[0-9a-z.:[\]-]+$/i, 'a host name or an IP address');

/** What Temporal takes and a label of Kubernetes too. */
export const buildId = z
  .string()
  .regex(/^[0-9A-Za-z]([0-9A-Za-z._-]{0,61}[0-9A-Za-z])?$/, 'up to 63 letters, digits, dots, dashes or underscores');

export const modelNames = z
  .string()
  .transform((list) => (list.trim() === 'none' ? [] : list.split(',').map((name) => name.trim())))
  .refine(
    (names) => names.every((name) => /^[a-z0-9]([-a-z0-9_.]*[a-z0-9])?$/.test(name)),
    'names of models divided by commas, such as musicnn-msd, or none',
  );

/** One entry a line or comma, in lower case; `#` begins a comment. */
export const allowList = z
  .string()
  .transform((list) =>
    list
      .split(/[\n,]/)
      .map((line) => line.replace(/#.*/, '').trim().toLowerCase())
      .filter((entry) => entry !== ''),
  )
  .refine(
    (entries) => entries.every((entry) => /^(\*|[^\s@*]*@[^\s@*]+)$/.test(entry)),
    'e-mail addresses, @domains or *, divided by commas or lines',
  );

export const yesOrNo = z
  .string()
  .toLowerCase()
  .refine((word) => ['true', 'false', '1', '0', 'yes', 'no'].includes(word), 'true or false')
  .transform((word) => ['true', '1', 'yes'].includes(word));

export const timeZone = z.string().refine(isTimeZone, 'a time zone of the IANA database, such as Europe/Berlin');

export function wholeNumber(least: number, most: number) {
  const message = `a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
}

export function positiveNumber(most: number) {
  const message = `a number above 0 and up to ${most}`;
  return z
    .string()
    .regex(/^\d+(\.\d+)?$/, message)
    .transform(Number)
    .refine((value) => value > 0 && value <= most, message);
}

export function oneOf<const Word extends string>(...words: readonly [Word, ...Word[]]) {
  return z.enum(words, `one of ${words.join(', ')}`);
}

function urlWith(protocols: readonly string[], message: string) {
  return z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), message);
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Whether nobody between can read what goes to this address: it is https, or on this machine. */
export function isGuarded(address: string): boolean {
  const url = URL.parse(address);
  return (
    url?.protocol === 'https:' ||
    (url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
  );
}
