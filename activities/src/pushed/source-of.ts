import type { PushedListen } from './write-pushed-listens.ts';

const LONGEST_NAME = 40;

/**
 * Whose word a pushed play is: `push:` and the scrobbler's name for itself, such as `push:web-scrobbler`, or `push` where it has
 * none. So two scrobblers that tell of one play are two sources of one play.
 */
export function sourceOf({ track_metadata: { additional_info: info = {} } }: PushedListen): string {
  const names = [info['submission_client'], info['media_player'], info['listening_from']];
  const name = names.map(slug).find((given) => given !== '');
  return name === undefined ? 'push' : `push:${name}`;
}

function slug(name: unknown): string {
  if (typeof name !== 'string') return '';
  const plain = name.normalize('NFKD').toLowerCase();
  return plain
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, LONGEST_NAME);
}
