import { dismissAlert as dismiss, readAlerts } from '../queries/alerts.ts';
import type { Handlers } from '../server/call.ts';
import { notFound } from '../server/problem-error.ts';

export const listAlerts: Handlers['listAlerts'] = async ({ query, scope }) => ({
  alerts: await scope.run((tx) => readAlerts(tx, scope.userId, { all: query.state === 'all', limit: query.limit })),
});

export const dismissAlert: Handlers['dismissAlert'] = async ({ params, scope }, deps) => {
  const alert = await scope.run((tx) => dismiss(tx, scope.userId, { id: params.id, now: deps.now() }));
  if (alert === undefined) throw notFound('alert', 'GET /api/v1/alerts?state=all lists those there are.');
  return alert;
};
