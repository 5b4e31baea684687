import { shownFileName } from './file-name.ts';

test.each([
  ['a plain name', { header: 'listens.zip', query: undefined }, 'listens.zip'],
  ['percent encoding in the header', { header: 'm%C3%BAsica.zip', query: undefined }, 'música.zip'],
  ['broken percent encoding stays as it is', { header: '100%.zip', query: undefined }, '100%.zip'],
  ['the query before the header', { header: 'a.zip', query: 'b.zip' }, 'b.zip'],
  ['no folders', { header: '..%2F..%2Fetc%2Fpasswd', query: undefined }, 'passwd'],
  ['no folders of Windows', { header: undefined, query: 'C:\\exports\\a.zip' }, 'a.zip'],
  ['no control characters', { header: 'a%00b%0A.zip', query: undefined }, 'ab.zip'],
  ['nothing', { header: undefined, query: undefined }, 'upload'],
])('%s', (_, given, expected) => {
  expect(shownFileName(given)).toBe(expected);
});

test('a long name is cut between characters', () => {
  expect(shownFileName({ header: undefined, query: '🎵'.repeat(300) })).toBe('🎵'.repeat(127));
});
