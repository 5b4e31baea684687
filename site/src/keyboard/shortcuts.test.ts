import { addShortcut, listShortcuts, spell } from './shortcuts.ts';
import { keyNames } from './key-names.ts';

const press = (key: string, held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) =>
  spell({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

test('a key is spelled as shortcuts write it', () => {
  expect(press('ArrowLeft')).toBe('ArrowLeft');
  expect(press('ArrowLeft', { shiftKey: true })).toBe('Shift+ArrowLeft');
  expect(press('k', { ctrlKey: true })).toBe('Mod+k');
  expect(press('K', { metaKey: true })).toBe('Mod+k');
});

test('what Shift writes on one layout and not on another is the same key', () => {
  expect(press('?', { shiftKey: true })).toBe('?');
  expect(press('/', { shiftKey: true })).toBe('/');
});

test('a browser’s own keys are left alone', () => {
  expect(press('ArrowLeft', { altKey: true })).toBe('Alt+ArrowLeft');
});

test('a key is listed for as long as the page has use for it', () => {
  const remove = addShortcut({ keys: 'n', name: 'New', run: () => undefined });
  expect(listShortcuts().map(({ name }) => name)).toEqual(['New']);
  remove();
  expect(listShortcuts()).toEqual([]);
});

test.each([
  ['Mod+k', false, ['Ctrl', 'K']],
  ['Mod+k', true, ['⌘', 'K']],
  ['Shift+ArrowLeft', false, ['Shift', '←']],
  ['+', false, ['+']],
  ['?', false, ['?']],
])('%s has the caps %j', (keys, mac, caps) => {
  expect(keyNames(keys, mac)).toEqual(caps);
});
