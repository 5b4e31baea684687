import { foldText, matchKey, trackKey, uuidV5, versionGuards } from './index.ts';

describe('matchKey', () => {
  const same: [string, [string, string], [string, string]][] = [
    ['case and diacritics', ['Björk', 'Jóga'], ['BJORK', 'Joga']],
    ['composed and decomposed letters', ['Beyonce\u0301', 'Halo'], ['Beyoncé', 'halo']],
    ['letters without decomposition', ['Mø', 'Łódź'], ['MO', 'Lodz']],
    ['full width', ['ＹＭＯ', 'Ｒｙｄｅｅｎ'], ['ymo', 'rydeen']],
    ['apostrophes and quotes', ["Destiny's Child", 'Don’t'], ['Destinys Child', "Don't"]],
    ['ampersand', ['Simon & Garfunkel', 'America'], ['Simon and Garfunkel', 'America']],
    ['guests in the title', ['Jay-Z', 'Run This Town (feat. Rihanna & Kanye West)'], ['Jay Z', 'Run This Town']],
    ['guests in the credit', ['Calvin Harris ft. Rihanna', 'We Found Love'], ['Calvin Harris', 'We Found Love']],
    ['a remaster', ['Queen', 'Under Pressure - Remastered 2011'], ['Queen', 'Under Pressure (2011 Remaster)']],
    ['a remaster and the original', ['Queen', 'Under Pressure - 2011 Remastered Version'], ['Queen', 'Under Pressure']],
    ['ways to write a version', ['Nirvana', 'Polly - Live'], ['Nirvana', 'Polly (Live)']],
  ];
  test.each(same)('folds %s', (_, left, right) => expect(matchKey(...left)).toBe(matchKey(...right)));

  const different: [string, [string, string], [string, string]][] = [
    ['a live version', ['Nirvana', 'Polly'], ['Nirvana', 'Polly (Live)']],
    ['a remix after a guest', ['A', 'Song feat. B (C Remix)'], ['A', 'Song']],
    ['a leading article', ['The Band', 'X'], ['Band', 'X']],
    ['a height', ['PJ Harvey', '50 Ft. Queenie'], ['PJ Harvey', '50']],
    ['Japanese voicing', ['か', 'x'], ['が', 'x']],
    ['where the artist ends', ['a b', 'c'], ['a', 'b c']],
  ];
  test.each(different)('tells apart %s', (_, left, right) => expect(matchKey(...left)).not.toBe(matchKey(...right)));

  test('never empties a name that is punctuation or a guest mark alone', () => {
    expect(matchKey('!!!', '???')).toBe('!!!|???');
    expect(matchKey('A', '(feat. B)')).toBe('a|feat b');
    expect(foldText('  + ')).toBe('+');
  });
});

describe('trackKey', () => {
  test('is the UUIDv5 of RFC 9562 (its example: www.example.com in the DNS namespace)', () => {
    expect(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });
  test('ignores case and spacing, not the release', () => {
    expect(trackKey('A', 'b  c', null)).toBe(trackKey('a', 'B c', ''));
    expect(trackKey('A', 'B', 'C')).not.toBe(trackKey('A', 'B', null));
    expect(trackKey('A B', 'C', null)).not.toBe(trackKey('A', 'B C', null));
  });
});

describe('versionGuards', () => {
  test.each([
    ['Live Forever', []],
    ['Live and Let Die', []],
    ['Polly (Live at Reading)', ['live']],
    ['Polly - Live', ['live']],
    ['Song (Club Mix) [Radio Edit]', ['edit', 'remix']],
    ['Song (Original Mix)', []],
    ['Layla (MTV Unplugged)', ['acoustic', 'live']],
    ['Song (Instrumental)', ['instrumental']],
    ['Under Pressure - Remastered 2011', []],
    ['Ignition Remix', ['remix']],
  ])('%s: %j', (title, guards) => expect(versionGuards(title)).toEqual(guards));
});
