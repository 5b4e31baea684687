import { defineOperation } from './operation.ts';
import { Count, Id, Moment, integerParameter, text } from './primitives.ts';
import { z } from './zod.ts';

const MediaServer = z
  .strictObject({
    name: z.string(),
    url: z.string(),
    userName: z.string(),
    state: z.enum(['active', 'failing']),
    stateReason: z.string().nullable(),
    lastReadAt: Moment.nullable(),
    nextDueAt: Moment,
    songs: Count.nullable().openapi({ description: 'Songs of the server; null before it was read once.' }),
    matched: Count.nullable().openapi({ description: 'How many of them are files that are known here.' }),
  })
  .openapi('MediaServer', {
    description: 'A server of Subsonic’s protocol whose play counts are read. Its password is never given out.',
  });
export type MediaServerShape = z.infer<typeof MediaServer>;

const example: MediaServerShape = {
  name: 'navidrome',
  url: 'http://127.0.0.1:4533',
  userName: 'ana',
  state: 'active',
  stateReason: null,
  lastReadAt: '2026-11-18T04:00:00.000Z',
  nextDueAt: '2026-11-19T04:00:00.000Z',
  songs: 1204,
  matched: 1198,
};
const byName = z.strictObject({ name: text(50) });

export const listMediaServers = defineOperation({
  operationId: 'listMediaServers',
  method: 'get',
  path: '/library/servers',
  summary: 'Music servers whose play counts are read',
  tag: 'Library',
  access: 'read',
  answer: {
    status: 200,
    description: 'The servers.',
    schema: z.strictObject({ servers: z.array(MediaServer) }),
    example: { servers: [example] },
  },
});

export const putMediaServer = defineOperation({
  operationId: 'putMediaServer',
  method: 'put',
  path: '/library/servers/{name}',
  summary: 'Read play counts from a music server (on a laptop only)',
  description:
    'Navidrome, Gonic, Airsonic and others that speak Subsonic’s protocol. Counts are read at once and then daily; they are no plays, and stand beside them. Paths of the server are mapped by the path mappings of the same name. The password is encrypted before it is stored; leaving it out keeps the one there is.',
  tag: 'Library',
  access: 'write',
  params: byName,
  body: z
    .strictObject({
      url: z.url({ protocol: /^https?$/u }).max(1000),
      userName: text(200),
      password: text(500).optional(),
    })
    .openapi('MediaServerRequest'),
  bodyExample: { url: 'http://127.0.0.1:4533', userName: 'ana', password: 'PASSWORD' },
  problems: [409],
  answer: { status: 200, description: 'The server as it stands now.', schema: MediaServer, example },
});

export const deleteMediaServer = defineOperation({
  operationId: 'deleteMediaServer',
  method: 'delete',
  path: '/library/servers/{name}',
  summary: 'Forget a music server and its play counts',
  tag: 'Library',
  access: 'write',
  params: byName,
  problems: [404],
  answer: { status: 204, description: 'Forgotten.' },
});

const FilePlays = z
  .strictObject({
    fileId: Id,
    relativePath: z.string(),
    title: z.string().nullable(),
    artist: z.string().nullable(),
    server: z.string(),
    plays: Count,
    lastPlayedAt: Moment.nullable(),
  })
  .openapi('FilePlays');
export type FilePlaysShape = z.infer<typeof FilePlays>;

export const listFilePlays = defineOperation({
  operationId: 'listFilePlays',
  method: 'get',
  path: '/library/play-counts',
  summary: 'How often music servers say that files were played, the most played first',
  tag: 'Library',
  access: 'read',
  query: z.strictObject({
    limit: integerParameter({ minimum: 1, maximum: 1000, default: 100 }),
    offset: integerParameter({ minimum: 0, maximum: 1_000_000, default: 0 }),
  }),
  answer: {
    status: 200,
    description: 'The counts; files that were never played there are left out.',
    schema: z.strictObject({ total: Count, files: z.array(FilePlays) }),
    example: {
      total: 1,
      files: [
        {
          fileId: '7f3f1c55-3c3e-4b49-8d6a-2e7e5d1d9a03',
          relativePath: 'Kid A/08 Idioteque.flac',
          title: 'Idioteque',
          artist: 'Radiohead',
          server: 'navidrome',
          plays: 31,
          lastPlayedAt: '2026-11-18T20:15:00.000Z',
        },
      ],
    },
  },
});
