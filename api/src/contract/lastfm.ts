import { Connection } from './connections.ts';
import { defineOperation } from './operation.ts';
import { Moment, text } from './primitives.ts';
import { z } from './zod.ts';

export const beginLastfm = defineOperation({
  operationId: 'beginLastfm',
  method: 'post',
  path: '/connections/lastfm/authorization',
  summary: 'Begin to connect a Last.fm account',
  description:
    'Send the listener to `url`. Last.fm asks them, and sends them back to this dashboard with a token, which `POST /connections/lastfm/session` takes. What this begins can be ended by the same listener only, and for an hour.',
  tag: 'Listening',
  access: 'write',
  problems: [409],
  answer: {
    status: 200,
    description: 'Where to go.',
    schema: z.strictObject({ url: z.url(), expiresAt: Moment }).openapi('LastfmAuthorization'),
    example: {
      url: 'https://www.last.fm/api/auth/?api_key=KEY&cb=http%3A%2F%2F127.0.0.1%3A8080%2Fsettings%2Flastfm%3Fstate%3DSTATE',
      expiresAt: '2026-11-18T21:15:00.000Z',
    },
  },
});

export const endLastfm = defineOperation({
  operationId: 'endLastfm',
  method: 'post',
  path: '/connections/lastfm/session',
  summary: 'Connect the Last.fm account that the listener came back with',
  description:
    'Exchanges the token for a session key (auth.getSession), which is stored encrypted. A token serves once and lives an hour: one that Last.fm refuses is answered with 409 and says whether to begin again or to allow access.',
  tag: 'Listening',
  access: 'write',
  body: z
    .strictObject({
      state: text(200).openapi({ description: 'As it stood in the address that Last.fm sent the listener back to.' }),
      token: text(200),
    })
    .openapi('LastfmSessionRequest'),
  bodyExample: { state: 'STATE', token: 'YOUR_REQUESTED_TOKEN' },
  problems: [409],
  answer: {
    status: 200,
    description: 'The connection.',
    schema: Connection,
    example: {
      id: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11',
      service: 'lastfm',
      externalName: 'ana',
      hasCredential: true,
      state: 'active',
      stateReason: null,
      lastSyncedAt: null,
      nextDueAt: '2026-11-18T20:16:00.000Z',
      backfillComplete: false,
    },
  },
});
