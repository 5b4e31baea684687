import { expect, test } from '@jest/globals';
import { ChangedMigrationError, NewerDatabaseError, UnfinishedMigrationError } from './errors.ts';
import { planMigrations } from './migration-plan.ts';

const file = (name: string) => ({ name, sql: '', checksum: `sum of ${name}` });
const applied = (name: string) => ({ name, checksum: `sum of ${name}`, isFinished: true });
const files = [file('1_first'), file('2_second')];

test('gives what the database lacks, in order', () => {
  expect(planMigrations(files, []).map(({ name }) => name)).toEqual(['1_first', '2_second']);
  expect(planMigrations(files, [applied('1_first')]).map(({ name }) => name)).toEqual(['2_second']);
  expect(
    planMigrations(
      files,
      files.map(({ name }) => applied(name)),
    ),
  ).toEqual([]);
});

test('refuses a newer, a changed and a half migrated database with what to do', () => {
  expect(() => planMigrations(files, [applied('1_first'), applied('3_third')])).toThrow(NewerDatabaseError);
  expect(() => planMigrations(files, [applied('3_third')])).toThrow(
    /newer version of SideTrack \(it has 3_third\)\. Update SideTrack/,
  );
  expect(() => planMigrations(files, [{ ...applied('1_first'), checksum: 'other' }])).toThrow(ChangedMigrationError);
  expect(() => planMigrations(files, [{ ...applied('1_first'), isFinished: false }])).toThrow(UnfinishedMigrationError);
});
