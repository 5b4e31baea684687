import { sideTrackCondition, sideTrackConditions, tenantCondition, tenantConditions } from './index.ts';
import type { Reason } from './index.ts';

const table = Object.entries({ ...sideTrackConditions, ...prefixed(tenantConditions) }).flatMap(([type, reasons]) =>
  Object.entries<Reason>(reasons).map(([reason, entry]) => [`${type} ${reason}`, reason, entry] as const),
);

it.each(table)('%s says what is so in a sentence, and what to do', (_, reason, { says, remedy, status }) => {
  expect(reason).toMatch(/^[A-Z][A-Za-z]+$/u);
  expect(says).toMatch(/^[A-Z].*[.]$/u);
  if (remedy !== null) expect(remedy).toMatch(/^[A-Z].*[.]$/u);
  if (status === 'False' && !['Complete', 'Deleting', 'Hibernating', 'Retained'].includes(reason))
    expect(remedy).not.toBeNull();
});

it('makes a message of what is so, which one, and what to do', () => {
  expect(sideTrackCondition('DatabaseReady', 'SecretMissing', 'The Secret db lacks ownerUrl.')).toEqual({
    type: 'DatabaseReady',
    status: 'False',
    reason: 'SecretMissing',
    message:
      'The Secret of the external database is missing or lacks a key. The Secret db lacks ownerUrl. Make the Secret that database.external.secretName names, with the keys url and ownerUrl.',
  });
  expect(tenantCondition('Ready', 'Ready').message).toBe('The listener is there as asked for.');
});

function prefixed<T extends object>(reasons: T): Record<string, T[keyof T]> {
  return Object.fromEntries(Object.entries(reasons).map(([type, entry]) => [`Tenant ${type}`, entry]));
}
