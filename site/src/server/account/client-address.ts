import type { IncomingMessage } from 'node:http';

/**
 * The address of who asks: that of the connection, or what the outermost of `hops` proxies of ours wrote into
 * X-Forwarded-For. Entries before that one anybody can make up.
 */
export function clientAddress({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>, hops: number): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const named = hops === 0 ? undefined : forwarded.at(-hops)?.trim();
  return named === undefined || named === '' ? (socket.remoteAddress ?? 'unknown') : named;
}
