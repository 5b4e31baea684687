import { defineOperation } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { Id, Moment, text } from '../primitives.ts';
import { z } from '../zod.ts';

const session = z.string().min(1).max(200).openapi({ description: 'What the browser’s cookie holds.' });
const example = { session: 'k3b0kqXo1mS8wO7v2l3mB0o9b1yH5cY7a0t4q2JdE6g' };

const getSignIn = defineOperation({
  operationId: 'getSignIn',
  method: 'get',
  path: '/sign-in',
  summary: 'Whether people can sign in, and by whom',
  tag: 'Sessions',
  access: 'public',
  answer: {
    status: 200,
    description: 'The providers there are.',
    schema: z.strictObject({ providers: z.array(z.literal('google')) }),
    example: { providers: ['google'] },
  },
});

const beginSignIn = defineOperation({
  operationId: 'beginSignIn',
  method: 'post',
  path: '/sign-in',
  summary: 'Begin a sign-in',
  tag: 'Sessions',
  access: 'public',
  body: z.strictObject({
    next: text(2000).openapi({ description: 'Comes back unchanged when the sign-in is finished.' }),
    timeZone: z
      .string()
      .max(100)
      .nullable()
      .openapi({ description: 'Of the browser; a new listener’s, where it is one.' }),
  }),
  bodyExample: { next: '/trajectory', timeZone: 'Europe/Berlin' },
  problems: [503],
  answer: {
    status: 200,
    description: 'Where to send the browser, and what it has to bring back.',
    schema: z.strictObject({ authorizationUrl: z.string(), flow: z.string(), state: z.string() }),
    example: {
      authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth?state=Qm9v',
      flow: 'c2VhbGVk',
      state: 'Qm9v',
    },
  },
});

const finishSignIn = defineOperation({
  operationId: 'finishSignIn',
  method: 'post',
  path: '/sign-in/finish',
  summary: 'Finish a sign-in with what the provider sent back',
  description: 'Opens a session under a new secret and ends the one that the browser had.',
  tag: 'Sessions',
  access: 'public',
  body: z.strictObject({
    flow: z.string().max(10_000),
    state: z.string().max(200),
    code: z.string().max(4000).nullable(),
    error: z.string().max(200).nullable(),
    formerSession: session.nullable(),
  }),
  bodyExample: { flow: 'c2VhbGVk', state: 'Qm9v', code: '4/0AY0e', error: null, formerSession: null },
  problems: [403, 503],
  answer: {
    status: 201,
    description: 'Who is signed in.',
    schema: z.strictObject({ session, expiresAt: Moment, userId: Id, next: z.string() }),
    example: {
      ...example,
      expiresAt: '2026-12-18T20:15:00.000Z',
      userId: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11',
      next: '/trajectory',
    },
  },
});

const exchangeSession = defineOperation({
  operationId: 'exchangeSession',
  method: 'post',
  path: '/session/exchange',
  summary: 'A token for a session',
  description: 'It proves for 60 seconds who is signed in, while the session lasts.',
  tag: 'Sessions',
  access: 'public',
  body: z.strictObject({ session }),
  bodyExample: example,
  problems: [401, 403],
  answer: {
    status: 200,
    description: 'The token, and the session’s end where it was put off.',
    schema: z.strictObject({ token: z.string(), userId: Id, seconds: z.int(), renewedUntil: Moment.nullable() }),
    example: {
      token: 'eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCJ9.e30.c2ln',
      userId: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11',
      seconds: 60,
      renewedUntil: null,
    },
  },
});

const endSession = defineOperation({
  operationId: 'endSession',
  method: 'post',
  path: '/session/end',
  summary: 'Sign out, here or everywhere',
  description: 'From then on the session opens nothing, and streams of events that it opened end.',
  tag: 'Sessions',
  access: 'public',
  body: z.strictObject({ session, everywhere: z.boolean() }),
  bodyExample: { ...example, everywhere: false },
  answer: { status: 204, description: 'Signed out, or it was over before.' },
});

/** What the dashboard asks for those who sign in; each shows for itself what it is about, so none needs the service token. */
export const sessionOperations = {
  getSignIn,
  beginSignIn,
  finishSignIn,
  exchangeSession,
  endSession,
} as const satisfies Record<string, Operation>;

export type SessionOperations = typeof sessionOperations;
