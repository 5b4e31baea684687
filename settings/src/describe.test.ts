import { expect, test } from '@jest/globals';
import { describeSettings } from './describe.ts';

test('describeSettings shows what is in use and hides secrets and passwords', () => {
  const rows = describeSettings({
    HOME: '/home/ada',
    SIDETRACK_SECRET_KEY: 'k'.repeat(32),
    SIDETRACK_DATABASE_URL: 'postgresql://app:hunter2@db:5432/sidetrack?password=hunter2',
    SIDETRACK_REDIS_URL: 'hunter2',
  });
  const shown = Object.fromEntries(rows.map((row) => [row.name, row.value]));
  expect(shown).toMatchObject({
    SIDETRACK_DATA_DIR: '/home/ada/.local/share/sidetrack',
    SIDETRACK_SECRET_KEY: '(set, not shown)',
    SIDETRACK_DATABASE_URL: 'postgresql://app@db:5432/sidetrack',
    SIDETRACK_REDIS_URL: '(set, not shown)',
    SIDETRACK_CONTACT: '',
  });
  expect(JSON.stringify(rows)).not.toMatch(/hunter2|kkkk/);
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
});
