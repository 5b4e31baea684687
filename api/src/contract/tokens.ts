import { Id, Moment, text } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { z } from './zod.ts';

export const Scope = z.enum(['read', 'push', 'write']).openapi('Scope', {
  description:
    '`write` includes the others. `push` is for scrobblers: it opens what lies below `/1` and nothing of this API.',
});
export type ScopeName = z.infer<typeof Scope>;

const Token = z
  .strictObject({
    id: Id,
    name: z.string(),
    scopes: z.array(Scope),
    createdAt: Moment,
    lastUsedAt: Moment.nullable(),
    expiresAt: Moment.nullable(),
  })
  .openapi('Token');

/** Its own object: an extension of Token would allow nothing beyond Token. */
const NewToken = z
  .strictObject({ ...Token.shape, token: z.string().regex(/^st_[A-Za-z0-9_-]{43}$/) })
  .openapi('NewToken');

const example = {
  id: '8f4c1e6a-0b77-4a52-9d0b-6a5a0c1c9a11',
  name: 'scrobbler',
  scopes: ['push'],
  createdAt: '2026-11-18T20:15:00.000Z',
  lastUsedAt: null,
  expiresAt: null,
} as const;

export const listTokens = defineOperation({
  operationId: 'listTokens',
  method: 'get',
  path: '/tokens',
  summary: 'Personal API tokens, without their secrets',
  tag: 'Access',
  access: 'read',
  answer: {
    status: 200,
    description: 'Tokens that are not revoked.',
    schema: z.strictObject({ tokens: z.array(Token) }),
    example: { tokens: [example] },
  },
});

export const createToken = defineOperation({
  operationId: 'createToken',
  method: 'post',
  path: '/tokens',
  summary: 'Make a personal API token',
  description: 'The token itself is in this answer only; just its hash is kept.',
  tag: 'Access',
  access: 'write',
  body: z
    .strictObject({
      name: text(100),
      scopes: z.array(Scope).min(1).max(3).default(['read']),
      expiresInDays: z.int().min(1).max(3650).optional(),
    })
    .openapi('TokenRequest'),
  bodyExample: { name: 'scrobbler', scopes: ['push'] },
  answer: {
    status: 201,
    description: 'The token, shown once.',
    schema: NewToken,
    example: { ...example, token: `st_${'A'.repeat(43)}` },
  },
});

export const revokeToken = defineOperation({
  operationId: 'revokeToken',
  method: 'delete',
  path: '/tokens/{id}',
  summary: 'Revoke a token',
  tag: 'Access',
  access: 'write',
  params: z.strictObject({ id: Id }),
  problems: [404],
  answer: { status: 204, description: 'Revoked.' },
});
