import { expect, test } from '@jest/globals';
import { createLogger } from './logger.ts';

test('createLogger writes one JSON object a line and hides secrets at three depths', () => {
  const lines: string[] = [];
  const logger = createLogger({ name: 'api', level: 'info', stream: { write: (line) => void lines.push(line) } });
  logger.child({ correlationId: 'c1' }).info(
    {
      token: 'hunter2',
      req: { headers: { authorization: 'hunter2', 'set-cookie': 'hunter2' } },
      settings: { databaseUrl: 'hunter2' },
    },
    'asked',
  );
  logger.debug('not written');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    level: 'info',
    name: 'api',
    correlationId: 'c1',
    msg: 'asked',
    token: '[hidden]',
  });
  expect(lines[0]).not.toContain('hunter2');
});
