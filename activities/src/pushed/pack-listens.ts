import type { PushedListen } from './write-pushed-listens.ts';

/** What ListenBrainz takes for a listen, over all of a request. */
const LISTEN_BYTES = 10_240;

/**
 * The first of these that may go in one request: they may have come in requests with smaller ones, and together be too large.
 * One that is too large alone goes without what its scrobbler said beside the track.
 */
export function packListens<T extends { readonly listen: PushedListen }>(waiting: readonly T[]): T[] {
  const packed: T[] = [];
  let bytes = 100;
  for (const each of waiting) {
    const fits = lengthOf(each.listen) < LISTEN_BYTES - 100 ? each : { ...each, listen: bare(each.listen) };
    bytes += lengthOf(fits.listen) + 1;
    if (packed.length > 0 && bytes > (packed.length + 1) * LISTEN_BYTES) break;
    packed.push(fits);
  }
  return packed;
}

const lengthOf = (listen: PushedListen): number => Buffer.byteLength(JSON.stringify(listen));

function bare({ track_metadata: { additional_info: info = {}, ...track }, ...listen }: PushedListen): PushedListen {
  const { duration, duration_ms } = info;
  return { ...listen, track_metadata: { ...track, additional_info: { duration, duration_ms } } };
}
