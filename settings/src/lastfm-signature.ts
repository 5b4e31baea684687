import { createHash } from 'node:crypto';

/**
 * `api_sig` of a call that is signed: MD5 over all parameters by name, each as name and value, then the shared secret; `format` and
 * `callback` do not count (https://www.last.fm/api/webauth, section 6).
 */
export function lastfmSignature(parameters: Readonly<Record<string, string>>, secret: string): string {
  const pairs = Object.entries(parameters)
    .filter(([name]) => name !== 'format' && name !== 'callback')
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash('md5')
    .update(pairs.map(([name, value]) => name + value).join('') + secret, 'utf8')
    .digest('hex');
}
