import { Count, Moment } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { z } from './zod.ts';

/** How many of the plays that ListenBrainz refused are shown. */
export const SHOWN_REFUSALS = 20;

const Relay = z
  .strictObject({
    on: z.boolean(),
    account: z.string().nullable().openapi({
      description: 'The ListenBrainz account with a token; null where there is none to pass plays on with.',
    }),
    waiting: Count.openapi({ description: 'Plays that ListenBrainz does not have yet.' }),
    relayed: Count.openapi({ description: 'Plays that it took since relaying was switched on.' }),
    relayedAt: Moment.nullable().openapi({ description: 'When it last took some.' }),
    reason: z.string().nullable().openapi({ description: 'Why the last attempt failed; null where it did not.' }),
    nextAttemptAt: Moment.nullable().openapi({
      description: 'After a failure, while plays wait: when the next one is.',
    }),
    refused: z
      .strictObject({
        count: Count,
        newest: z
          .array(
            z.strictObject({
              listenedAt: Moment,
              artistName: z.string(),
              trackName: z.string(),
              reason: z.string(),
            }),
          )
          .max(SHOWN_REFUSALS),
      })
      .openapi('RefusedPlays', {
        description: 'Plays that ListenBrainz will not have. They are kept here all the same.',
      }),
  })
  .openapi('Relay', { description: 'Whether what scrobblers push goes on to ListenBrainz, and how that stands.' });
export type RelayShape = z.infer<typeof Relay>;

const example: RelayShape = {
  on: true,
  account: 'iliekcomputers',
  waiting: 2,
  relayed: 1841,
  relayedAt: '2026-11-18T20:15:00.000Z',
  reason: 'ListenBrainz did not answer within 60 s. It is tried again.',
  nextAttemptAt: '2026-11-18T20:16:00.000Z',
  refused: { count: 0, newest: [] },
};

export const getRelay = defineOperation({
  operationId: 'getRelay',
  method: 'get',
  path: '/relay',
  summary: 'Whether pushed plays go on to ListenBrainz, and how that stands',
  tag: 'Listening',
  access: 'read',
  answer: { status: 200, description: 'The relay.', schema: Relay, example },
});

export const putRelay = defineOperation({
  operationId: 'putRelay',
  method: 'put',
  path: '/relay',
  summary: 'Pass pushed plays on to ListenBrainz, or stop doing so',
  description:
    'Plays that scrobblers push from then on wait in a queue until ListenBrainz has them. Switching it on again tries at once, also what was refused. Switching it off forgets what waits; the plays themselves stay.',
  tag: 'Listening',
  access: 'write',
  body: z.strictObject({ on: z.boolean() }).openapi('RelayRequest'),
  bodyExample: { on: true },
  problems: [409],
  answer: { status: 200, description: 'The relay as it stands now.', schema: Relay, example },
});
