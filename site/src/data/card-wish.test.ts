import { partsFor, wishOf, wishParameters } from './card-wish.ts';

const read = (query: string) => wishOf(new URLSearchParams(query));

test('a wish in an address is read as it was written', () => {
  const wish = { kind: 'week' as const, week: '2026-W46', parts: ['axes' as const, 'tracks' as const] };
  expect(read(wishParameters(wish))).toEqual(wish);
  expect(read(wishParameters({ kind: 'year', year: 2026, parts: ['months'] }))).toEqual({
    kind: 'year',
    year: 2026,
    parts: ['months'],
  });
});

test('what is no wish is none', () => {
  for (const query of ['', 'week=46', 'year=26', 'week=2026-W46&parts=', 'week=2026-W46&parts=password'])
    expect(read(query)).toBeNull();
});

test('neither name nor tracks are shown unless asked for', () => {
  expect(partsFor({ kind: 'week', week: '2026-W46' }, null)).toEqual(['sentence', 'axes', 'artists', 'listens']);
  expect(partsFor({ kind: 'year', year: 2026 }, null)).toEqual(['months', 'axes', 'artists', 'listens']);
  expect(partsFor({ kind: 'year', year: 2026 }, ['sentence', 'name'])).toEqual(['name']);
});
