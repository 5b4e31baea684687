import { Id, Moment, text } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { z } from './zod.ts';

export const Service = z.enum(['listenbrainz', 'lastfm']).openapi('Service');

export const Connection = z
  .strictObject({
    id: Id,
    service: Service,
    externalName: z.string(),
    hasCredential: z.boolean(),
    state: z.enum(['active', 'paused', 'failing']),
    stateReason: z.string().nullable(),
    lastSyncedAt: Moment.nullable(),
    nextDueAt: Moment,
    backfillComplete: z.boolean().openapi({ description: 'Whether the history has been read back to its beginning.' }),
  })
  .openapi('Connection', {
    description:
      'An outside account of the listener and where its synchronisation stands. A credential is never given out.',
    example: {
      id: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11',
      service: 'listenbrainz',
      externalName: 'iliekcomputers',
      hasCredential: false,
      state: 'active',
      stateReason: null,
      lastSyncedAt: '2026-11-18T20:15:00.000Z',
      nextDueAt: '2026-11-18T20:16:00.000Z',
      backfillComplete: true,
    },
  });
export type ConnectionShape = z.infer<typeof Connection>;

const example = {
  id: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11',
  service: 'listenbrainz',
  externalName: 'iliekcomputers',
  hasCredential: false,
  state: 'active',
  stateReason: null,
  lastSyncedAt: null,
  nextDueAt: '2026-11-18T20:16:00.000Z',
  backfillComplete: false,
};

export const listConnections = defineOperation({
  operationId: 'listConnections',
  method: 'get',
  path: '/connections',
  summary: 'Accounts elsewhere that listens and tags come from',
  tag: 'Listening',
  access: 'read',
  answer: {
    status: 200,
    description: 'The connections.',
    schema: z.strictObject({ connections: z.array(Connection) }),
    example: { connections: [example] },
  },
});

export const putConnection = defineOperation({
  operationId: 'putConnection',
  method: 'put',
  path: '/connections/{service}',
  summary: 'Connect an account, or change its name or credential',
  description:
    'Synchronisation begins at once. A credential is encrypted before it is stored; leaving it out keeps the one there is.',
  tag: 'Listening',
  access: 'write',
  params: z.strictObject({ service: Service }),
  body: z.strictObject({ externalName: text(200), credential: text(500).optional() }).openapi('ConnectionRequest'),
  bodyExample: { externalName: 'iliekcomputers' },
  problems: [409],
  answer: { status: 200, description: 'The connection as it stands now.', schema: Connection, example },
});

export const deleteConnection = defineOperation({
  operationId: 'deleteConnection',
  method: 'delete',
  path: '/connections/{service}',
  summary: 'Disconnect an account; the listens that came from it stay',
  tag: 'Listening',
  access: 'write',
  params: z.strictObject({ service: Service }),
  problems: [404],
  answer: { status: 204, description: 'Disconnected.' },
});
