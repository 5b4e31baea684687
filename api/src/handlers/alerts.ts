import type { AlertShape } from '../contract/alerts.ts';
import { dismissAlert as dismiss, readAlerts, restoreAlert as restore } from '../queries/alerts.ts';
import type { Handlers } from '../server/call.ts';
import { notFound } from '../server/problem-error.ts';

export const listAlerts: Handlers['listAlerts'] = async ({ query, scope }) => ({
  alerts: await scope.run((tx) => readAlerts(tx, scope.userId, { all: query.state === 'all', limit: query.limit })),
});

export const dismissAlert: Handlers['dismissAlert'] = async ({ params, scope }, deps) => {
  const alert = await scope.run((tx) => dismiss(tx, scope.userId, { id: params.id, now: deps.now() }));
  return found(alert);
};

export const restoreAlert: Handlers['restoreAlert'] = async ({ params, scope }) =>
  found(await scope.run((tx) => restore(tx, scope.userId, params.id)));

function found(alert: AlertShape | undefined): AlertShape {
  if (alert === undefined) throw notFound('alert', 'GET /api/v1/alerts?state=all lists those there are.');
  return alert;
}
