import { filterCookie, recallFilters } from './filter-memory.ts';

const cookie = (page: string, filters: Record<string, string>) =>
  filterCookie(page, new URLSearchParams(filters)).split(';')[0] ?? '';
const recall = (address: string, header: string | null) =>
  recallFilters(new URL(address, 'http://site'), header, ['window', 'space']);

test('a visitor without filters is led to those of the last time', () => {
  const header = `a=b; ${cookie('/trajectory', { window: '1y', space: 'tag' })}; c=d`;
  expect(recall('/trajectory', header)).toBe('/trajectory?window=1y&space=tag');
  expect(recall('/trajectory/', header)).toBe('/trajectory?window=1y&space=tag');
});

test('an address with parameters means what it says', () => {
  expect(recall('/trajectory?week=2026-W47', cookie('/trajectory', { window: '1y' }))).toBeNull();
});

test('each page has its own, and takes only what it knows', () => {
  expect(recall('/moods', cookie('/trajectory', { window: '1y' }))).toBeNull();
  expect(recall('/trajectory', cookie('/trajectory', { next: '//evil.example' }))).toBeNull();
});

test.each([null, '', 'sidetrack_filters_trajectory=', 'sidetrack_filters_trajectory=%'])(
  'nothing is remembered by %j',
  (header) => {
    expect(recall('/trajectory', header)).toBeNull();
  },
);

test('a value cannot leave its cookie or its address', () => {
  const written = filterCookie('/trajectory', new URLSearchParams({ window: '1y; Path=/, x=&y' }));
  expect(written.split(';')).toHaveLength(4);
  expect(recall('/trajectory', written.split(';')[0] ?? '')).toBe('/trajectory?window=1y%3B+Path%3D%2F%2C+x%3D%26y');
});

test('it is kept for a year, and sent to its page alone', () => {
  expect(filterCookie('/moods', new URLSearchParams())).toMatch(/; Path=\/moods; Max-Age=31536000; SameSite=Lax$/);
});
