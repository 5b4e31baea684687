import { randomBytes } from 'node:crypto';
import type { CardPart, CardWishShape, SharedCardShape } from '../contract/shares.ts';
import { countShares, deleteShare, insertShare, readSharedCard, readShares, type ShareRow } from '../queries/shares.ts';
import type { Handlers } from '../server/call.ts';
import { conflict, notFound } from '../server/problem-error.ts';
import { makeCard } from '../shares/make-card.ts';

/** More than anybody looks after: past it a program is at work. */
const MOST_SHARES = 200;

export const previewShare: Handlers['previewShare'] = ({ query, scope }, deps) => {
  const parts = query.parts.split(',') as CardPart[];
  const wish: CardWishShape = query.of.includes('W')
    ? { kind: 'week', week: query.of, parts }
    : { kind: 'year', year: Number(query.of), parts };
  return scope.run((tx) => makeCard(tx, scope.userId, wish, { now: deps.now(), settings: deps.settings }));
};

export const createShare: Handlers['createShare'] = ({ body, scope }, { now, settings }) =>
  scope.run(async (tx) => {
    if ((await countShares(tx, scope.userId)) >= MOST_SHARES)
      throw conflict(`${MOST_SHARES} cards are shared already.`, 'Withdraw some that nobody needs any more.');
    const card = await makeCard(tx, scope.userId, body, { now: now(), settings });
    const token = randomBytes(16).toString('base64url');
    return shareOf(await insertShare(tx, scope.userId, { token, card, now: now() }));
  });

export const listShares: Handlers['listShares'] = async ({ scope }) => ({
  shares: (await scope.run((tx) => readShares(tx, scope.userId))).map(shareOf),
});

export const withdrawShare: Handlers['withdrawShare'] = async ({ params, scope }) => {
  const gone = await scope.run((tx) => deleteShare(tx, scope.userId, params.id));
  if (!gone) throw notFound('shared card', 'List those there are with GET /shares.');
  return undefined;
};

export const getPublicShare: Handlers['getPublicShare'] = async ({ params }, { db }) => {
  const card = await db.asService((tx) => readSharedCard(tx, params.token));
  if (card === undefined) throw notFound('shared card', 'Ask who gave you the address whether they withdrew it.');
  return card;
};

function shareOf({ id, token, card, createdAt }: ShareRow): SharedCardShape {
  return { id, path: `/s/${token}`, card, createdAt: createdAt.toISOString() };
}
