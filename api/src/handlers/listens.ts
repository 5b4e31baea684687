import { hasListensBefore, readRecentListens } from '../queries/recent-listens.ts';
import { iso } from '../queries/moments.ts';
import type { Handlers } from '../server/call.ts';
import { API_PATH } from '../server/api-path.ts';

export const listRecentListens: Handlers['listRecentListens'] = async ({ query, scope }) => {
  const before = query.before === undefined ? null : new Date(query.before);
  return scope.run(async (tx) => {
    const rows = await readRecentListens(tx, scope.userId, { before, limit: query.limit });
    const oldest = rows.at(-1)?.listenedAt;
    const hasMore = oldest !== undefined && (await hasListensBefore(tx, scope.userId, oldest));
    return {
      listens: rows.map(({ listenedAt, ...row }) => ({ ...row, listenedAt: iso(listenedAt) })),
      next: hasMore
        ? `${API_PATH}/listens/recent?${new URLSearchParams({ limit: String(query.limit), before: iso(oldest) }).toString()}`
        : null,
    };
  });
};
