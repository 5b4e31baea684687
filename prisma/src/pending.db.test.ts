import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { TestDatabase } from '@sidetrack/test';
import { addListener, createTestDatabase } from '@sidetrack/test';
import { addPending, claimPending, completePending, extendClaims, failPending } from './pending.ts';
import type { NewPending, PendingKind } from './pending.ts';

const start = new Date('2026-11-22T12:00:00Z');
const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);

describe('pending work', () => {
  let database: TestDatabase;
  const claim = (
    claimedBy: string,
    {
      kind = 'score',
      limit = 100,
      now = start,
      userId,
    }: { kind?: PendingKind; limit?: number; now?: Date; userId?: string } = {},
  ) =>
    claimPending(database.db, {
      kind,
      limit,
      claimedBy,
      leaseSeconds: 60,
      now,
      ...(userId === undefined ? {} : { userId }),
    });
  const add = (...rows: NewPending[]) => database.db.asService((tx) => addPending(tx, rows));
  const subjects = (rows: { subject: string }[]): string[] => rows.map(({ subject }) => subject);
  const score = (subject: string, dueAt = start): NewPending => ({ kind: 'score', subject, reason: 'test', dueAt });

  beforeAll(async () => (database = await createTestDatabase()));
  afterAll(() => database.drop());
  beforeEach(() => database.db.asService((tx) => tx.query('DELETE FROM pending')));

  test('is claimed oldest first, and only when it is due', async () => {
    await add(score('b', after(-1)), score('a', after(-2)), score('later', after(1)));
    expect(subjects(await claim('w1'))).toEqual(['a', 'b']);
    expect(subjects(await claim('w2', { now: after(1) }))).toEqual(['later']);
  });

  test('is due in the very millisecond in which it was asked for', async () => {
    const millisecond = await database.db.asService(async (tx) => {
      await addPending(tx, [{ kind: 'score', subject: 'at once', reason: 'test' }]);
      await tx.query(`INSERT INTO pending (kind, subject, reason) VALUES ('score', 'by default', 'test')`);
      const [row] = await tx.query<{ now: Date }>(`SELECT date_trunc('milliseconds', now()) AS now`);
      return row!.now;
    });
    expect(subjects(await claim('w1', { now: millisecond })).sort()).toEqual(['at once', 'by default']);
  });

  test('is never shared by four claimers at once', async () => {
    await add(...Array.from({ length: 400 }, (_, index) => score(String(index))));
    const claimers = ['w1', 'w2', 'w3', 'w4'].map(async (name) => {
      const taken: string[] = [];
      for (let got = 1; got > 0;) {
        const rows = await claim(name, { limit: 7 });
        await database.db.asService((tx) =>
          completePending(
            tx,
            rows.map(({ id }) => id),
          ),
        );
        taken.push(...subjects(rows));
        got = rows.length;
      }
      return taken;
    });
    const taken = (await Promise.all(claimers)).flat();
    expect(new Set(taken).size).toBe(400);
    expect(taken).toHaveLength(400);
  });

  test('is taken again by others when the lease has run out, and by its own claimer at once', async () => {
    await add(score('a'), score('b'), score('c'));
    expect(subjects(await claim('w1', { limit: 2 }))).toEqual(['a', 'b']);
    expect(subjects(await claim('w2', { limit: 2, now: after(59) }))).toEqual(['c']);
    const again = await claim('w1', { limit: 2, now: after(30) });
    expect(again.map(({ subject, attempts }) => [subject, attempts])).toEqual([
      ['a', 2],
      ['b', 2],
    ]);
    expect(subjects(await claim('w3', { now: after(90) }))).toEqual(['a', 'b']);
  });

  test('stays with a claimer who prolongs his lease', async () => {
    await add(score('a'));
    const [row] = await claim('w1');
    const extend = (claimedBy: string) =>
      database.db.asService((tx) => extendClaims(tx, { ids: [row!.id], claimedBy, leaseSeconds: 60, now: after(50) }));
    expect(await extend('w1')).toEqual([row!.id]);
    expect(await extend('w2')).toEqual([]);
    expect(await claim('w2', { now: after(100) })).toEqual([]);
  });

  test('that failed waits until it is due again, with its error', async () => {
    await add(score('a'));
    const [row] = await claim('w1');
    await database.db.asService((tx) => failPending(tx, [row!.id], { error: 'no answer', dueAt: after(10) }));
    expect(await claim('w1')).toEqual([]);
    expect(await claim('w2', { now: after(10) })).toMatchObject([{ subject: 'a', attempts: 2 }]);
    expect(await database.db.asService((tx) => tx.query('SELECT last_error FROM pending'))).toEqual([
      { last_error: 'no answer' },
    ]);
  });

  test('asked for twice is one row, due at the earlier time', async () => {
    await add(score('a', after(60)), score('a', after(20)));
    await add(score('a', after(40)));
    expect(await claim('w1', { now: after(19) })).toEqual([]);
    expect(subjects(await claim('w1', { now: after(20) }))).toEqual(['a']);
  });

  test('asked for anew while it is done stays to be done, where its input may have changed', async () => {
    await add(score('a'), {
      kind: 'extract',
      subject: 'f00d',
      reason: 'test',
      dueAt: start,
      options: { optionsHash: 'x' },
    });
    const scoring = await claim('w1');
    const extracting = await claim('w1', { kind: 'extract' });
    await add(score('a'), {
      kind: 'extract',
      subject: 'f00d',
      reason: 'again',
      dueAt: start,
      options: { optionsHash: 'x' },
    });
    await database.db.asService((tx) =>
      completePending(
        tx,
        [...scoring, ...extracting].map(({ id }) => id),
      ),
    );
    expect(await claim('w2')).toMatchObject([{ subject: 'a', attempts: 1 }]);
    expect(await claim('w2', { kind: 'extract' })).toEqual([]);
  });

  test('can be claimed for one listener, and is seen by that listener alone', async () => {
    const [ada, bob] = [await addListener(database.db, 'ada'), await addListener(database.db, 'bob')];
    await add(
      { kind: 'match', userId: ada, subject: '*', reason: 'test', dueAt: start },
      { kind: 'match', userId: bob, subject: '*', reason: 'test', dueAt: start },
    );
    const seen = await database.db.asUser(ada, (tx) => tx.query<{ user_id: string }>('SELECT user_id FROM pending'));
    expect(seen).toEqual([{ user_id: ada }]);
    expect(await claim('w1', { kind: 'match', userId: bob })).toMatchObject([{ userId: bob, options: {} }]);
  });
});
