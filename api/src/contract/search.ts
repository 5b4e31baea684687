import { axisNames, Count, Coverage, Id, integerParameter, text } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { z } from './zod.ts';

const Evidence = z
  .strictObject({
    term: z.string(),
    by: z.enum(['tag', 'artist tag', 'model tag', 'related tag', 'score', 'artist', 'title']).openapi({
      description:
        'tag: given to the track. artist tag: given to its artist. model tag: named by a model that listened to it. related tag: one that stands beside the tag asked for on most of the listener’s music. score: its scores on the axes that the word is about. artist, title: a name.',
    }),
    what: z.string().openapi({ description: 'The tag, the axes, or the name.' }),
    strength: z.number().min(0).max(1),
  })
  .openapi('SearchEvidence');

const Term = z
  .strictObject({
    text: z.string().openapi({ description: 'As it stands in the query, in the spelling that tags are compared in.' }),
    kind: z.enum(['tag', 'word']).openapi({ description: 'word: it is no tag and is looked for in names only.' }),
    key: z.string().openapi({ description: 'What is looked for; another than `text` for a synonym or a slip.' }),
    negated: z.boolean(),
    axes: z.array(z.strictObject({ axis: z.enum(axisNames), value: z.number().min(0).max(1) })).openapi({
      description: 'The axes that the word is about, and where on them such music lies.',
    }),
    tracks: Count.openapi({
      description: 'How many tracks have anything of it. A term with 0 is left out of the ranking.',
    }),
  })
  .openapi('SearchTerm');

const Artist = z
  .strictObject({
    id: Id,
    name: z.string(),
    plays: Count.openapi({ description: 'Plays of tracks that credit them, as a guest too.' }),
  })
  .openapi('SearchArtist');

export const SearchAnswer = z
  .strictObject({
    terms: z.array(Term),
    artists: z.array(Artist).openapi({
      description:
        'At most five artists of tracks that the listener has heard, whose names hold every word of the query or begin with it: the name in full first, then by plays.',
    }),
    total: Count.openapi({ description: 'Tracks that are found at all.' }),
    searched: Count.openapi({ description: 'Tracks that the listener has heard.' }),
    coverage: Coverage.openapi({
      description:
        'Share of all plays whose track has more than its name to be found by: tags, or the scores asked for.',
    }),
    hits: z.array(
      z
        .strictObject({
          recordingId: Id,
          title: z.string(),
          artistCredit: z.string(),
          plays: Count,
          relevance: z.number().min(0).max(1),
          evidence: z.array(Evidence).openapi({
            description:
              'The best of each kind for each term, strongest first; of a denied term, what speaks for it all the same.',
          }),
        })
        .openapi('SearchHit'),
    ),
    reason: z.string().nullable().openapi({ description: 'Why there is nothing to show, and what to do about it.' }),
  })
  .openapi('SearchAnswer');
export type SearchShape = z.infer<typeof SearchAnswer>;

const example: SearchShape = {
  terms: [
    { text: 'calm', kind: 'tag', key: 'calm', negated: false, axes: [{ axis: 'energy', value: 0.12 }], tracks: 96 },
    { text: 'piano', kind: 'tag', key: 'piano', negated: false, axes: [], tracks: 41 },
  ],
  artists: [{ id: '0e6a3c1d-2f0b-4b62-9d3b-0a7c0f1f6b20', name: 'Calm Piano Trio', plays: 12 }],
  total: 112,
  searched: 588,
  coverage: 0.94,
  hits: [
    {
      recordingId: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
      title: 'Weightless',
      artistCredit: 'Marconi Union',
      plays: 31,
      relevance: 0.71,
      evidence: [
        { term: 'calm', by: 'score', what: 'energy', strength: 0.7 },
        { term: 'piano', by: 'tag', what: 'Piano', strength: 0.72 },
      ],
    },
  ],
  reason: null,
};

export const searchTracks = defineOperation({
  operationId: 'searchTracks',
  method: 'get',
  path: '/search',
  summary: 'Find tracks and artists of one’s own history by words',
  description:
    'Tags in any of their spellings and several languages, words for the axes such as “energetic” or “acoustic”, and names. Words count together; “not sad” and “without vocals” deny. Every hit says what it was found by. Artists are found by their names alone.',
  tag: 'Library',
  access: 'read',
  query: z.strictObject({
    q: text(200).openapi({ description: 'Words.', example: 'calm piano without vocals' }),
    limit: integerParameter({ minimum: 1, maximum: 200, default: 20 }),
  }),
  answer: {
    status: 200,
    description: 'What was understood, artists of that name, and the best tracks first.',
    schema: SearchAnswer,
    example,
  },
});
