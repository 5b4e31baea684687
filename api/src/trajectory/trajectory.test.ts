import { radarReason } from '../radar/reason.ts';
import type { PublishedMap } from '../queries/published-maps.ts';
import type { Standing } from '../queries/standing.ts';
import { boundsOf } from './bounds.ts';
import { chooseMap } from './choose-map.ts';
import { trajectoryReason } from './reason.ts';

const map = (space: 'audio' | 'tag', coverage: number, tracks = 10): PublishedMap => ({
  id: `${space}-${coverage}`,
  space,
  model: 'm',
  version: 1,
  trackCount: 10,
  publishedAt: new Date(0),
  laidOutAt: null,
  moved: null,
  announced: false,
  tracks,
  coverage,
});

test.each([
  ['nothing there', [], undefined, 'tag', undefined],
  ['only tags', [map('tag', 0.2)], undefined, 'tag', 'tag-0.2'],
  ['audio that covers enough', [map('audio', 0.5), map('tag', 0.9)], undefined, 'audio', 'audio-0.5'],
  ['audio that does not', [map('audio', 0.4), map('tag', 0.9)], undefined, 'tag', 'tag-0.9'],
  ['what was asked for, though not there', [map('tag', 0.9)], 'audio', 'audio', undefined],
  ['what was asked for', [map('audio', 0.1), map('tag', 0.9)], 'audio', 'audio', 'audio-0.1'],
  ['not a map without a track of the listener', [map('audio', 0, 0)], 'audio', 'audio', undefined],
  ['the newest of a space', [map('tag', 0.3), map('tag', 0.9)], undefined, 'tag', 'tag-0.3'],
] as const)('the map to show: %s', (...[, maps, asked, space, id]) => {
  const chosen = chooseMap(maps, asked);
  expect([chosen.space, chosen.map?.id]).toEqual([space, id]);
});

test('bounds hold every point; without points there are none', () => {
  expect(boundsOf([{ x: 1, y: -2 }], [{ x: -3, y: 4 }])).toEqual({ minX: -3, maxX: 1, minY: -2, maxY: 4 });
  expect(boundsOf([], [])).toBeNull();
});

const standing: Standing = {
  hasListens: true,
  connections: 0,
  openImports: 0,
  audioRoots: 0,
  measuredTracks: 0,
  pendingWork: 0,
  dirtyWeeks: 0,
};

describe('why a trajectory is empty', () => {
  const none = { space: 'tag', hasMap: false, weeks: 0, otherHasMap: false, standing } as const;
  test.each([
    ['no listens', { ...none, standing: { ...standing, hasListens: false } }, /Connect ListenBrainz .* or import/],
    ['no listens, an account', { ...none, standing: { ...standing, hasListens: false, connections: 1 } }, /connected/],
    [
      'no listens, an import under way',
      { ...none, standing: { ...standing, hasListens: false, openImports: 1 } },
      /being read/,
    ],
    ['tags on their way', { ...none, standing: { ...standing, pendingWork: 9 } }, /being fetched/],
    ['no tags', none, /SIDETRACK_LASTFM_API_KEY/],
    ['no folder', { ...none, space: 'audio' as const }, /under Library/],
    [
      'files being measured',
      { ...none, space: 'audio' as const, standing: { ...standing, audioRoots: 1, pendingWork: 3, measuredTracks: 2 } },
      /2 tracks so far/,
    ],
    [
      'files of other music',
      { ...none, space: 'audio' as const, standing: { ...standing, audioRoots: 1 } },
      /Library shows/,
    ],
    [
      'too few files',
      { ...none, space: 'audio' as const, standing: { ...standing, audioRoots: 1, measuredTracks: 2 } },
      /more than the 2 measured/,
    ],
    ['another map is there', { ...none, otherHasMap: true }, /The audio map is there meanwhile\.$/],
    [
      'a map without the weeks yet',
      { ...none, hasMap: true, standing: { ...standing, dirtyWeeks: 2 } },
      /laid over the map/,
    ],
    ['nothing in this time', { ...none, hasMap: true }, /Choose a longer time/],
  ])('%s', (_, situation, reason) => expect(trajectoryReason(situation)).toMatch(reason));

  test('nothing to say where there is something to show', () =>
    expect(trajectoryReason({ ...none, hasMap: true, weeks: 3 })).toBeNull());
});

describe('why a radar is empty', () => {
  const week = {
    label: 'w',
    isoWeek: null,
    listens: 3,
    coverage: 0,
    inProgress: false,
    axes: {
      energy: null,
      valence: null,
      danceability: null,
      brightness: null,
      pumpiness: null,
      acousticness: null,
      instrumentalness: null,
    },
  };
  const none = { week: null, asked: null, hasWeeks: false, standing };
  test.each([
    ['no listens', { ...none, standing: { ...standing, hasListens: false } }, /no listens yet/],
    ['no weeks yet', none, /being worked out/],
    ['a week without listens', { ...none, asked: '2026-W40', hasWeeks: true }, /no listens in 2026-W40/],
    [
      'a week without scores, work on its way',
      { ...none, week, hasWeeks: true, standing: { ...standing, pendingWork: 1 } },
      /being worked out/,
    ],
    ['a week without scores', { ...none, week, hasWeeks: true }, /no tags are known/],
  ])('%s', (_, situation, reason) => expect(radarReason(situation)).toMatch(reason));
});
