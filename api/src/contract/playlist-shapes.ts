import { KEY_NAMES } from '@sidetrack/analysis';
import { Count, Id, IsoWeek, Moment, Space } from './primitives.ts';
import { orNull, z } from './zod.ts';

/** Tracks on one playlist at most: what fits a request. */
export const PLAYLIST_LIMIT = 1000;

export const MixtapeOrigin = z
  .strictObject({
    week: IsoWeek,
    space: Space,
    seed: z.int().min(0).max(999_999_999),
    minutes: z.int().min(60).max(90),
  })
  .openapi('MixtapeOrigin', {
    description: 'What a mixtape was made from.',
    example: { week: '2026-W47', space: 'tag', seed: 1, minutes: 75 },
  });
export type MixtapeOriginShape = z.infer<typeof MixtapeOrigin>;

const Sent = z
  .strictObject({
    playlistMbid: z.guid(),
    url: z.url(),
    at: Moment,
    changedSince: z.boolean().openapi({ description: 'Whether its tracks have changed since it was sent.' }),
  })
  .openapi('PlaylistSent');

export const PlaylistEntry = z
  .strictObject({
    id: Id,
    name: z.string(),
    revision: z.int().min(1).openapi({ description: 'Grows whenever the tracks or their order change.' }),
    trackCount: Count,
    totalSeconds: z.number().min(0).openapi({ description: 'Of the tracks whose length is known.' }),
    unknownDurations: Count.openapi({ description: 'Tracks whose length is not known.' }),
    withoutFile: Count.openapi({ description: 'Tracks without an audio file of yours: an export names them.' }),
    withoutMbid: Count.openapi({ description: 'Tracks that MusicBrainz does not know: they cannot be sent.' }),
    mixtape: orNull(MixtapeOrigin),
    sent: orNull(Sent).openapi({ description: 'As it was last sent to ListenBrainz; null where it never was.' }),
    createdAt: Moment,
    updatedAt: Moment,
  })
  .openapi('PlaylistEntry');
export type PlaylistEntryShape = z.infer<typeof PlaylistEntry>;

const Key = z
  .strictObject({ name: z.enum(KEY_NAMES), mode: z.enum(['major', 'minor']), wheel: z.string() })
  .openapi('PlaylistKey');

const Step = z
  .strictObject({
    text: z.string(),
    tempoRatio: z.number().min(0).nullable(),
    keyDistance: z.int().min(0).max(7).nullable(),
    energyChange: z.number().min(-1).max(1).nullable(),
  })
  .openapi('PlaylistStep', { description: 'From the track before; each part null where either is not known.' });

export const PlaylistTrack = z
  .strictObject({
    recordingId: Id,
    title: z.string(),
    artistCredit: z.string(),
    releaseTitle: z.string().nullable(),
    durationSeconds: z.number().min(0).nullable(),
    tempoBpm: z.number().nullable().openapi({ description: 'Null where it is not known, or not surely.' }),
    key: orNull(Key),
    energy: z.number().min(0).max(1).nullable(),
    file: z
      .enum(['ready', 'none', 'gone', 'unreadable'])
      .openapi({ description: 'Whether you have an audio file of it, and how that stands.' }),
    inMusicBrainz: z.boolean(),
    note: z.string().nullable().openapi({ description: 'Why it is there, where that was told.' }),
    step: orNull(Step),
    addedAt: Moment,
  })
  .openapi('PlaylistTrack');
export type PlaylistTrackShape = z.infer<typeof PlaylistTrack>;

export const PlaylistAnswer = z
  .strictObject({ ...PlaylistEntry.shape, tracks: z.array(PlaylistTrack) })
  .openapi('Playlist');
export type PlaylistShape = z.infer<typeof PlaylistAnswer>;

export const playlistEntryExample: PlaylistEntryShape = {
  id: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11',
  name: 'Friday evening',
  revision: 3,
  trackCount: 1,
  totalSeconds: 309,
  unknownDurations: 0,
  withoutFile: 0,
  withoutMbid: 0,
  mixtape: { week: '2026-W47', space: 'tag', seed: 1, minutes: 75 },
  sent: null,
  createdAt: '2026-11-20T20:15:00.000Z',
  updatedAt: '2026-11-20T20:15:00.000Z',
};

export const playlistExample: PlaylistShape = {
  ...playlistEntryExample,
  tracks: [
    {
      recordingId: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
      title: 'Idioteque',
      artistCredit: 'Radiohead',
      releaseTitle: 'Kid A',
      durationSeconds: 309,
      tempoBpm: 138,
      key: { name: 'G', mode: 'minor', wheel: '6A' },
      energy: 0.71,
      file: 'ready',
      inMusicBrainz: true,
      note: 'Played 5 times in the week; it stands for 2 tracks near it that were left out.',
      step: null,
      addedAt: '2026-11-20T20:15:00.000Z',
    },
  ],
};
