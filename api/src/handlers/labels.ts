import { readLabel, readLabels } from '../queries/labels.ts';
import * as queries from '../queries/save-label.ts';
import type { Handlers } from '../server/call.ts';
import { notFound } from '../server/problem-error.ts';

export const listLabels: Handlers['listLabels'] = async ({ query, scope }) => ({
  labels: await scope.run((tx) => readLabels(tx, scope.userId, query.limit)),
});

export const addLabel: Handlers['addLabel'] = async ({ body, scope, locate }, deps) => {
  const label = await scope.run(async (tx) => {
    const id = await queries.saveLabel(tx, scope.userId, body, deps.now());
    if (id === null) throw notFound('track', 'GET /api/v1/listens/recent shows tracks with their ids.');
    return readLabel(tx, scope.userId, id);
  });
  locate(`/labels/${label!.id}`);
  return label!;
};

export const withdrawLabel: Handlers['withdrawLabel'] = async ({ params, scope }, deps) => {
  const withdrawn = await scope.run((tx) => queries.withdrawLabel(tx, scope.userId, params.id, deps.now()));
  if (!withdrawn) throw notFound('label', 'GET /api/v1/labels lists those there are.');
  return undefined;
};
