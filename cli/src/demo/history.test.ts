import { fileURLToPath } from 'node:url';
import { readCatalogue, type DemoTrack } from './catalogue.ts';
import { exportLines } from './export-file.ts';
import { makeHistory } from './history.ts';

const catalogue = readCatalogue(fileURLToPath(new URL('../../../sample/', import.meta.url)));
const options = { anchor: new Date('2026-11-22T15:00:00Z'), utcOffsetMinutes: 60, seed: 1 };
const history = makeHistory(catalogue, options);
const weekOf = (second: number): number => Math.floor((options.anchor.getTime() / 1000 - second) / (7 * 86_400));
const share = (listens: typeof history, of: (track: DemoTrack) => boolean): number =>
  listens.filter(({ track }) => of(track)).length / listens.length;

describe('the demo catalogue', () => {
  test('has 18 recordings and 60 invented tracks, each with tags and a scene', () => {
    expect(catalogue.tracks.filter(({ file }) => file !== null)).toHaveLength(18);
    expect(catalogue.tracks.filter(({ file }) => file === null)).toHaveLength(60);
    expect(catalogue.tracks.every(({ tags, scene }) => Object.keys(tags).length >= 3 && scene !== '')).toBe(true);
  });
});

describe('the demo history', () => {
  test('has about 6,000 listens over two years, in order, one at a time, none after the anchor', () => {
    expect(history.length).toBeGreaterThan(5500);
    expect(history.length).toBeLessThan(6500);
    const times = history.map(({ listenedAt }) => listenedAt);
    expect(new Set(times).size).toBe(times.length);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(times.at(-1)).toBeLessThan(options.anchor.getTime() / 1000);
    expect(weekOf(times[0]!)).toBeGreaterThanOrEqual(103);
  });

  test('is the same for the same options, and another for another seed', () => {
    expect(makeHistory(catalogue, options)).toEqual(history);
    expect(makeHistory(catalogue, { ...options, seed: 2 })).not.toEqual(history);
  });

  test('plays every track, and a good part of the plays has audio', () => {
    expect(new Set(history.map(({ track }) => track)).size).toBe(catalogue.tracks.length);
    const withAudio = share(history, ({ file }) => file !== null);
    expect(withAudio).toBeGreaterThan(0.3);
    expect(withAudio).toBeLessThan(0.7);
  });

  test('turns between its phases', () => {
    const dance = ({ scene }: DemoTrack): boolean => scene === 'dance' || scene === 'synthwave';
    const between = (newest: number, oldest: number): typeof history =>
      history.filter(({ listenedAt }) => weekOf(listenedAt) >= newest && weekOf(listenedAt) < oldest);
    expect(share(between(80, 104), dance)).toBeLessThan(0.2);
    expect(share(between(55, 73), dance)).toBeGreaterThan(0.35);
  });

  test('listens in the evening, not in the small hours of the local clock', () => {
    const hour = (second: number): number => Math.floor(((second + 3600) % 86_400) / 3600);
    const evening = history.filter(({ listenedAt }) => hour(listenedAt) >= 18).length;
    const night = history.filter(({ listenedAt }) => hour(listenedAt) >= 1 && hour(listenedAt) < 6).length;
    expect(evening / history.length).toBeGreaterThan(0.4);
    expect(night).toBe(0);
  });

  test('is written as a ListenBrainz export', () => {
    const [line] = exportLines(history.slice(0, 1));
    expect(JSON.parse(line!)).toMatchObject({
      listened_at: history[0]!.listenedAt,
      recording_msid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      track_metadata: { artist_name: history[0]!.track.artist, mbid_mapping: null },
    });
  });
});
