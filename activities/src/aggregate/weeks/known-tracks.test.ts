import { describeTracks } from '@sidetrack/analysis';
import type { Database, Sql } from '@sidetrack/prisma';
import { withKnownTracks, type KnownTracks, type TrackFacts } from './known-tracks.ts';

interface Told {
  snapshot: string;
  at: number;
  changed?: string[];
}

/** A database that tells what it is given, and notes what it was asked. */
function standIn() {
  const asked: (readonly unknown[])[] = [];
  let statements: string[] = [];
  const db = {} as Database;
  const run = <T>({ changed = [], ...told }: Told, work: (known: KnownTracks) => Promise<T> | T): Promise<T> => {
    const tx = {
      query: (text: string, values: readonly unknown[] = []) => {
        statements.push(text);
        if (text.includes('DELETE')) return Promise.resolve([]);
        asked.push(values);
        return Promise.resolve([{ ...told, changed }]);
      },
    } as unknown as Sql;
    statements = [];
    return withKnownTracks(db, tx, async (known) => work(known));
  };
  return { run, asked, pruned: () => statements.some((text) => text.includes('DELETE FROM track_changes')) };
}

const facts = (recordingId: string, ...artistIds: string[]): TrackFacts => {
  const [track] = describeTracks([
    { recordingId, title: '', artistCredit: '', artistName: '', artistKey: '', hasAudio: false, scores: {}, tags: [] },
  ]);
  return { track: track!, artistIds };
};
const place = { x: 1, y: 2, vector: Float32Array.of(3) };
const HOUR = 3600;

test('what is known stays until the database says that it changed, by itself or by one of its artists', async () => {
  const { run, asked } = standIn();
  await run({ snapshot: '10:12:10', at: 0 }, (known) => {
    for (const one of [facts('a', 'x'), facts('b', 'y'), facts('c', 'x', 'z'), facts('d')]) known.keepFacts(one);
  });
  const ids = ['a', 'b', 'c', 'd'];
  const left = (told: Told) => run(told, (known) => ids.filter((id) => known.facts(id) !== undefined));
  expect(await left({ snapshot: '12:12:', at: 1 })).toEqual(ids);
  expect(await left({ snapshot: '13:13:', at: 2, changed: ['d', 'another'] })).toEqual(['a', 'b', 'c']);
  expect(await left({ snapshot: '14:14:', at: 3, changed: ['z'] })).toEqual(['a', 'b']);
  expect(await left({ snapshot: '15:15:', at: 4, changed: ['x', 'b'] })).toEqual([]);
  expect(asked.map(([snapshot, xmin]) => [snapshot, xmin])).toEqual([
    [null, null],
    ['10:12:10', '10'],
    ['12:12:', '12'],
    ['13:13:', '13'],
    ['14:14:', '14'],
  ]);
});

test.each<[string, Told]>([
  ['was not asked for half a day', { snapshot: '11:11:', at: 13 * HOUR }],
  ['was put back to an earlier state', { snapshot: '9:9:', at: 2 }],
  ['changed in too many places', { snapshot: '11:11:', at: 2, changed: Array.from({ length: 10_001 }, String) }],
])('nothing is trusted where the database %s', async (_, told) => {
  const { run, pruned } = standIn();
  await run({ snapshot: '10:10:', at: 1 }, (known) => {
    known.keepFacts(facts('a'));
    known.places('map').set('a', place);
  });
  await run(told, (known) => {
    expect(known.facts('a')).toBeUndefined();
    expect(known.places('map').size).toBe(0);
  });
  expect(pruned()).toBe(told.at > HOUR);
});

test('what was read before a change is not kept after it, in whatever order runs begin and end', async () => {
  const { run } = standIn();
  await run({ snapshot: '10:10:', at: 0 }, async (first) => {
    // Read now; changed and seen by another run before this one keeps it.
    const [old, other, byArtist] = [facts('a'), facts('b'), facts('c', 'x')];
    await run({ snapshot: '12:12:', at: 1, changed: ['a', 'x'] }, (second) => second.keepFacts(facts('d')));
    for (const one of [old, other, byArtist]) first.keepFacts(one);
  });
  await run({ snapshot: '13:13:', at: 2 }, (known) => {
    expect(['a', 'b', 'c', 'd'].filter((id) => known.facts(id) !== undefined)).toEqual(['b', 'd']);
  });
});

test('a run that was overtaken by a loss of everything keeps nothing', async () => {
  const { run } = standIn();
  await run({ snapshot: '10:10:', at: 0 }, async (first) => {
    const places = first.places('map');
    await run({ snapshot: '9:9:', at: 1 }, () => undefined);
    first.keepFacts(facts('a'));
    places.set('a', place);
    first.places('map').set('b', place);
  });
  await run({ snapshot: '11:11:', at: 2 }, (known) => {
    expect(known.facts('a')).toBeUndefined();
    expect(known.places('map').size).toBe(0);
  });
});

test('places on maps that are shown no more are dropped, and so are the oldest of too many tracks', async () => {
  const { run } = standIn();
  await run({ snapshot: '10:10:', at: 0 }, (known) => {
    known.places('old').set('a', place);
    known.places('new').set('a', null);
    known.keepMaps(['new']);
    for (let i = 0; i <= 20_000; i++) known.keepFacts(facts(String(i)));
  });
  await run({ snapshot: '11:11:', at: 1 }, (known) => {
    expect([known.places('old').size, known.places('new').get('a')]).toEqual([0, null]);
    expect([known.facts('0'), known.facts('1') === undefined]).toEqual([undefined, false]);
  });
});
