import type { TestApi } from '@sidetrack/test';

type Ask = TestApi['ask'];
interface TrackAnswer {
  readonly audio: { readonly state: string };
  readonly artists: readonly { readonly id: string }[];
}

/** A recently played track whose audio was measured; null where there is none. */
export const measuredTrack = (ask: Ask): Promise<string | null> =>
  findTrack(ask, ({ audio }) => audio.state === 'measured');

/** A recently played track without a file; null where there is none. */
export const trackWithoutFile = (ask: Ask): Promise<string | null> =>
  findTrack(ask, ({ audio }) => audio.state === 'none');

/** The artist of the latest track whose artists are known by more than words; null where there is none. */
export async function knownArtist(ask: Ask): Promise<string | null> {
  const id = await findTrack(ask, ({ artists }) => artists.length > 0);
  if (id === null) return null;
  return ((await ask(`/api/v1/tracks/${id}`)).json as TrackAnswer).artists[0]?.id ?? null;
}

async function findTrack(ask: Ask, wanted: (track: TrackAnswer) => boolean): Promise<string | null> {
  const { listens } = (await ask('/api/v1/listens/recent?limit=100')).json as { listens: { recordingId: string }[] };
  for (const id of new Set(listens.map(({ recordingId }) => recordingId)))
    if (wanted((await ask(`/api/v1/tracks/${id}`)).json as TrackAnswer)) return id;
  return null;
}
