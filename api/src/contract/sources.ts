import { Count, Moment, text } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { orNull, z } from './zod.ts';

const Removal = z
  .strictObject({
    requestedAt: Moment,
    told: Count.openapi({ description: 'Of how many plays the source told when it was asked for.' }),
    removed: Count.openapi({ description: 'Of how many of them its word is gone by now.' }),
  })
  .openapi('SourceRemoval', { description: 'What this source told is being taken back.' });

const Source = z
  .strictObject({
    source: z.string(),
    plays: Count.openapi({ description: 'Plays that it told of.' }),
    onlyHere: Count.openapi({ description: 'Those of them that no other source told of.' }),
    firstAt: Moment,
    latestAt: Moment,
    isConnected: z.boolean().openapi({ description: 'It is an account that is still read from.' }),
    removal: orNull(Removal),
  })
  .openapi('ListenSource');
export type SourceShape = z.infer<typeof Source>;

const example: SourceShape = {
  source: 'spotify',
  plays: 41_223,
  onlyHere: 30_977,
  firstAt: '2016-03-02T08:11:00.000Z',
  latestAt: '2026-10-31T21:02:00.000Z',
  isConnected: false,
  removal: null,
};

export const listSources = defineOperation({
  operationId: 'listSources',
  method: 'get',
  path: '/listens/sources',
  summary: 'Who told of the plays, and of how many',
  description:
    'A play that several sources told of is one play and counts with each of them: the same recording, begun within the time that it lasts, told of by another source.',
  tag: 'Listening',
  access: 'read',
  answer: {
    status: 200,
    description: 'The sources, the one with the most plays first.',
    schema: z.strictObject({ sources: z.array(Source) }),
    example: { sources: [example] },
  },
});

export const removeSource = defineOperation({
  operationId: 'removeSource',
  method: 'delete',
  path: '/listens/sources/{source}',
  summary: 'Take back what a source told',
  description:
    'Its word for every play goes, and with it the plays that no other source told of; others stand under the time of another source. It begins at once; a million plays take some minutes. An account that is still read from is refused: it would tell of them again.',
  tag: 'Listening',
  access: 'write',
  params: z.strictObject({ source: text(100) }),
  problems: [404, 409],
  answer: {
    status: 202,
    description: 'The source, with how far it is.',
    schema: Source,
    example: { ...example, removal: { requestedAt: '2026-11-18T20:15:00.000Z', told: 41_223, removed: 0 } },
  },
});

export const getNowPlaying = defineOperation({
  operationId: 'getNowPlaying',
  method: 'get',
  path: '/listens/now-playing',
  summary: 'What plays now',
  description:
    'As scrobblers pushed it or a connected service said it, the newest word first. It ends with the track, as far as its length is known, and after ten minutes else.',
  tag: 'Listening',
  access: 'read',
  answer: {
    status: 200,
    description: 'What plays; empty where nothing does.',
    schema: z.strictObject({
      playing: z.array(
        z
          .strictObject({
            source: z.string(),
            artistName: z.string(),
            trackName: z.string(),
            releaseName: z.string().nullable(),
            since: Moment.openapi({ description: 'When it was first told of.' }),
          })
          .openapi('NowPlaying'),
      ),
    }),
    example: {
      playing: [
        {
          source: 'lastfm',
          artistName: 'Radiohead',
          trackName: 'Idioteque',
          releaseName: 'Kid A',
          since: '2026-11-18T20:13:00.000Z',
        },
      ],
    },
  },
});
