import { newTokenSecret, tokenHash } from '../access/token-secret.ts';
import { addToken, readTokens, revokeToken as revoke } from '../queries/tokens.ts';
import type { Handlers } from '../server/call.ts';
import { notFound } from '../server/problem-error.ts';

const DAY_MS = 86_400_000;

export const listTokens: Handlers['listTokens'] = async ({ scope }) => ({
  tokens: await scope.run((tx) => readTokens(tx, scope.userId)),
});

export const createToken: Handlers['createToken'] = async ({ body, scope, locate }, deps) => {
  const now = deps.now();
  const secret = newTokenSecret();
  const expiresAt = body.expiresInDays === undefined ? null : new Date(now.getTime() + body.expiresInDays * DAY_MS);
  const given = { name: body.name, hash: tokenHash(secret), scopes: [...new Set(body.scopes)], expiresAt, now };
  const token = await scope.run((tx) => addToken(tx, scope.userId, given));
  locate('/tokens');
  return { ...token, token: secret };
};

export const revokeToken: Handlers['revokeToken'] = async ({ params, scope }, deps) => {
  const revoked = await scope.run((tx) => revoke(tx, scope.userId, params.id, deps.now()));
  if (!revoked) throw notFound('token', 'GET /api/v1/tokens lists those there are.');
  return undefined;
};
