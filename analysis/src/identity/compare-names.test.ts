import { compareNames, creditKey, mayNameSeveral, trackNames } from './index.ts';
import { slipsBetween } from './edit-distance.ts';
import { soundOf } from './romanise.ts';

const compare = (one: readonly [string, string], two: readonly [string, string]): string | null =>
  compareNames(trackNames({ artist: one[0], title: one[1] }), trackNames({ artist: two[0], title: two[1] }));

test.each<[string, readonly [string, string], readonly [string, string]]>([
  ['same', ['The Beatles', 'Help! (Remastered 2009)'], ['Beatles, The', 'Help']],
  ['spelling', ['Bora feat. Cale', 'Tide'], ['Bora', 'Tide (ft. Cale)']],
  ['part', ['Kate Bush', 'Running Up That Hill (A Deal With God)'], ['Kate Bush', 'Running Up That Hill']],
  ['sound', ['Кино', 'Группа крови'], ['Kino', 'Gruppa krovi']],
  ['slip', ['Radiohead', 'Paranoid Android'], ['Radiohead', 'Paranoid Andriod']],
  ['title', ['Aldra', 'Tide'], ['Someone', 'Tide']],
])('%s', (likeness, one, two) => {
  expect(compare(one, two)).toBe(likeness);
  expect(compare(two, one)).toBe(likeness);
});

test.each<[string, readonly [string, string], readonly [string, string]]>([
  ['a concert', ['Aldra', 'Tide'], ['Aldra', 'Tide (Live at Wembley)']],
  ['two concerts', ['Aldra', 'Tide (Live at Wembley)'], ['Aldra', 'Tide - Live in Paris']],
  ['two guests', ['Aldra', 'Tide (feat. Bora)'], ['Aldra', 'Tide (feat. Cale)']],
  ['two parts', ['Aldra', 'Tide, Pt. 1'], ['Aldra', 'Tide (Part II)']],
])('%s is another recording', (_, one, two) => {
  expect(compare(one, two)).toBeNull();
});

test('slips are letters left out, added, struck wrongly or swapped', () => {
  expect(['tide', 'tid', 'tides', 'tade', 'itde', 'dite'].map((text) => slipsBetween('tide', text, 2))).toEqual([
    0, 1, 1, 1, 1, 2,
  ]);
  expect(slipsBetween('tide', 'completely different', 2)).toBe(3);
});

test('romanisations of one word sound alike; what cannot be read has no sound', () => {
  expect(soundOf('Звезда по имени Солнце')).toBe(soundOf('Zvyezda po imyeni Solnce'));
  expect(soundOf('つけまつける')).toBe(soundOf('Tsukematsukeru'));
  expect(soundOf('소멸의 시간')).toBe(soundOf('Somyeorui sigan'));
  expect(soundOf('光')).toBeNull();
});

test('a credit is one text however "feat." is written', () => {
  expect(creditKey('Bora Feat. Cale')).toBe(creditKey('BORA ft Cale'));
  expect(creditKey('Bora & Cale')).not.toBe(creditKey('Cale & Bora'));
  expect(['Bora & Cale', 'Bora, Cale', 'Bora x Cale'].every(mayNameSeveral)).toBe(true);
  expect(mayNameSeveral('Bora')).toBe(false);
});
