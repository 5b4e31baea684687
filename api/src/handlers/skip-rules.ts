import { refuseInDemo } from '../access/refuse-in-demo.ts';
import { keepSkipRules, readSkipRules } from '../queries/skip-rules.ts';
import type { Handlers } from '../server/call.ts';

export const getSkipRules: Handlers['getSkipRules'] = ({ scope }) =>
  scope.run(async (tx) => ({ ...(await readSkipRules(tx, scope.userId)) }));

export const putSkipRules: Handlers['putSkipRules'] = async ({ body, scope }, deps) => {
  const rules = await scope.run(async (tx) => {
    await refuseInDemo(tx, scope.userId);
    await keepSkipRules(tx, scope.userId, body);
    return readSkipRules(tx, scope.userId);
  });
  deps.events.nudge(scope.userId);
  return { ...rules };
};
