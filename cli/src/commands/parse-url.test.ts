import { parseUrl } from './parse-url.ts';

test('an address is taken without its last slash', () => {
  expect(parseUrl('http://127.0.0.1:8000/')).toBe('http://127.0.0.1:8000');
  expect(parseUrl('https://music.example/sidetrack')).toBe('https://music.example/sidetrack');
});
test.each(['nonsense', '', 'localhost:8000', 'file:///etc'])('%j is none', (text) => {
  expect(() => parseUrl(text)).toThrow(/such as http:\/\/127\.0\.0\.1:8000/);
});
