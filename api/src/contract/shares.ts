import { defineOperation } from './operation.ts';
import { Axis, Count, Coverage, Day, Id, IsoWeek, Moment } from './primitives.ts';
import { orNull, z } from './zod.ts';

const Share01 = z.number().min(0).max(1);

/** What a shared card may show; a listener chooses from these. */
export const CARD_PARTS = ['name', 'listens', 'sentence', 'months', 'axes', 'artists', 'tracks'] as const;
const Part = z.enum(CARD_PARTS);
export type CardPart = z.infer<typeof Part>;

export const Card = z
  .strictObject({
    kind: z.enum(['week', 'year']),
    title: z.string(),
    from: Day,
    to: Day,
    inProgress: z.boolean().openapi({ description: 'Whether the time it is about was still running.' }),
    name: z.string().nullable(),
    listens: Count.nullable(),
    sentence: z.string().nullable().openapi({ description: 'What was different about the week.' }),
    months: orNull(z.array(Count.nullable()).length(12)).openapi({ description: 'Listens of each month of the year.' }),
    axes: orNull(
      z.array(z.strictObject({ axis: Axis, mean: Share01, low: Share01, high: Share01 }).openapi('CardAxis')),
    ).openapi({ description: 'Means with their 80 % intervals; axes that are not known are absent.' }),
    coverage: orNull(Coverage).openapi({ description: 'Share of plays that the axes rest on.' }),
    artists: orNull(z.array(z.strictObject({ name: z.string(), plays: Count })).max(5)),
    tracks: orNull(z.array(z.strictObject({ title: z.string(), artistCredit: z.string(), plays: Count })).max(5)),
  })
  .openapi('ShareCard', { description: 'Exactly what is shown. What the listener did not choose is null.' });
export type CardShape = z.infer<typeof Card>;

const parts = z
  .array(Part)
  .min(1)
  .max(CARD_PARTS.length)
  .openapi({ example: ['axes', 'artists'] });
export const CardWish = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('week'), week: IsoWeek, parts }),
    z.strictObject({ kind: z.literal('year'), year: z.int().min(1900).max(2099), parts }),
  ])
  .openapi('CardWish');
export type CardWishShape = z.infer<typeof CardWish>;

export const SharedCard = z
  .strictObject({
    id: Id,
    path: z.string().openapi({ description: 'Where the dashboard shows it to whoever has the address.' }),
    card: Card,
    createdAt: Moment,
  })
  .openapi('SharedCard');
export type SharedCardShape = z.infer<typeof SharedCard>;

const PART_LIST = new RegExp(`^(${CARD_PARTS.join('|')})(,(${CARD_PARTS.join('|')}))*$`);

const card: CardShape = {
  kind: 'week',
  title: 'Week 46, 2026',
  from: '2026-11-09',
  to: '2026-11-15',
  inProgress: false,
  name: null,
  listens: 132,
  sentence: null,
  months: null,
  axes: [{ axis: 'energy', mean: 0.61, low: 0.55, high: 0.67 }],
  coverage: 0.91,
  artists: [{ name: 'Miles Davis', plays: 41 }],
  tracks: null,
};
const shared: SharedCardShape = {
  id: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11',
  path: '/s/Vg3nYx0pQm6cTq2a9LrZbw',
  card,
  createdAt: '2026-11-18T20:15:00.000Z',
};
const bodyExample = { kind: 'week', week: '2026-W46', parts: ['listens', 'axes', 'artists'] };

const WEEK_OR_YEAR = /^(\d{4}-W(0[1-9]|[1-4]\d|5[0-3])|(19|20)\d\d)$/;

export const previewShare = defineOperation({
  operationId: 'previewShare',
  method: 'get',
  path: '/share-cards',
  summary: 'A card as it would be shared',
  description: 'Of a week or of a year. Nothing is kept, and nobody else can see it.',
  tag: 'Sharing',
  access: 'read',
  query: z.strictObject({
    of: z
      .string()
      .regex(WEEK_OR_YEAR, 'A week such as 2026-W46, or a year from 1900 to 2099, is expected.')
      .openapi({ description: 'The week or the year.', pattern: WEEK_OR_YEAR.source, example: '2026-W46' }),
    parts: z
      .string()
      .regex(PART_LIST, `Parts with commas between them are expected, of ${CARD_PARTS.join(', ')}.`)
      .openapi({ pattern: PART_LIST.source, example: 'axes,artists' }),
  }),
  problems: [404],
  answer: { status: 200, description: 'The card.', schema: Card, example: card },
});

export const createShare = defineOperation({
  operationId: 'createShare',
  method: 'post',
  path: '/shares',
  summary: 'Share a card',
  description:
    'The card is kept as it is now and shown to whoever has its address; nothing else of the listener can be reached by it.',
  tag: 'Sharing',
  access: 'write',
  body: CardWish,
  bodyExample,
  problems: [404, 409],
  answer: { status: 201, description: 'It is shared.', schema: SharedCard, example: shared },
});

export const listShares = defineOperation({
  operationId: 'listShares',
  method: 'get',
  path: '/shares',
  summary: 'The cards that are shared, newest first',
  tag: 'Sharing',
  access: 'read',
  answer: {
    status: 200,
    description: 'The cards.',
    schema: z.strictObject({ shares: z.array(SharedCard) }),
    example: { shares: [shared] },
  },
});

export const withdrawShare = defineOperation({
  operationId: 'withdrawShare',
  method: 'delete',
  path: '/shares/{id}',
  summary: 'Withdraw a shared card',
  description: 'It is deleted, and its address shows nothing any more.',
  tag: 'Sharing',
  access: 'write',
  params: z.strictObject({ id: Id }),
  problems: [404],
  answer: { status: 204, description: 'Withdrawn.' },
});

export const getPublicShare = defineOperation({
  operationId: 'getPublicShare',
  method: 'get',
  path: '/public/shares/{token}',
  summary: 'A shared card, for whoever has its address',
  tag: 'Sharing',
  access: 'public',
  params: z.strictObject({ token: z.string().regex(/^[\w-]{22}$/, 'This is not the address of a shared card.') }),
  problems: [404],
  answer: { status: 200, description: 'The card.', schema: Card, example: card },
});
