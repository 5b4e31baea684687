import type { ListenBrainz } from '../listenbrainz/client.ts';
import type { MusicBrainz } from '../musicbrainz/client.ts';
import type { Deps } from '../types.ts';
import { resolveMappings } from './resolve-mappings.ts';
import { DEFAULT_METADATA_LIMITS, resolveMetadata, type MetadataLimits } from './resolve-metadata.ts';
import { resolveReleases } from './resolve-releases.ts';

export interface IdentityServices {
  readonly listenbrainz: Pick<ListenBrainz, 'metadata' | 'lookUp'>;
  readonly musicbrainz: MusicBrainz;
}

/**
 * What is to be asked about music, the most wanted first: recordings that wait for their metadata; where none waits, plays that map
 * to nothing, looked at again; then record labels, which share MusicBrainz's one request a second.
 */
export async function resolveInTurn(
  deps: Deps,
  services: IdentityServices,
  limits: MetadataLimits = DEFAULT_METADATA_LIMITS,
): Promise<{ resolved: number; remaining: number }> {
  const recordings = await resolveMetadata(deps, services, limits);
  if (recordings.remaining > 0) return recordings;
  const mappings = await resolveMappings(deps, services.listenbrainz);
  const found = recordings.resolved + mappings.looked;
  if (mappings.mapped > 0 || mappings.remaining) return { resolved: found, remaining: 1 };
  const releases = await resolveReleases(deps, services.musicbrainz, limits.lookups);
  return { resolved: found + releases.resolved, remaining: releases.remaining };
}
