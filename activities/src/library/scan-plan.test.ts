import { planScan, type KnownFile } from './scan-plan.ts';
import { PERMISSION_REASON, type FoundFile } from './walk.ts';

const at = new Date('2026-01-01T00:00:00Z');
const later = new Date('2026-01-02T00:00:00Z');
const found = (relativePath: string, change: Partial<FoundFile> = {}): FoundFile => ({
  relativePath,
  sizeBytes: 9,
  modifiedAt: at,
  ...change,
});
const known = (relativePath: string, change: Partial<KnownFile> = {}): KnownFile => ({
  relativePath,
  sizeBytes: 9,
  modifiedAt: at,
  state: 'ready',
  stateReason: null,
  hasHash: true,
  ...change,
});
const plan = (files: FoundFile[], before: KnownFile[], problems: string[] = []) => {
  const { read, ...rest } = planScan(
    { files, problems: problems.map((relativePath) => ({ relativePath, reason: '' })) },
    before,
  );
  return { read: read.map(({ relativePath }) => relativePath), ...rest };
};
const nothing = { read: [], returned: [], gone: [] };

test.each([
  ['an unchanged file', [found('a')], [known('a')], nothing],
  ['a new file', [found('a')], [], { ...nothing, read: ['a'] }],
  ['another size', [found('a', { sizeBytes: 10 })], [known('a')], { ...nothing, read: ['a'] }],
  ['another time', [found('a', { modifiedAt: later })], [known('a')], { ...nothing, read: ['a'] }],
  ['a file that went', [], [known('a')], { ...nothing, gone: ['a'] }],
  ['a file that went long ago', [], [known('a', { state: 'gone' })], nothing],
  ['a file that came back', [found('a')], [known('a', { state: 'gone' })], { ...nothing, returned: ['a'] }],
  [
    'a changed file that came back',
    [found('a', { sizeBytes: 1 })],
    [known('a', { state: 'gone' })],
    { ...nothing, read: ['a'] },
  ],
  ['a broken file', [found('a')], [known('a', { state: 'unreadable', hasHash: false })], nothing],
  [
    'a file whose permissions were wrong',
    [found('a')],
    [known('a', { state: 'unreadable', hasHash: false, stateReason: PERMISSION_REASON })],
    { ...nothing, read: ['a'] },
  ],
])('%s', (_, files, before, expected) => {
  expect(plan(files, before)).toEqual(expected);
});

test('what lies in a folder that could not be read is not gone', () => {
  expect(plan([], [known('a/b'), known('ab')], ['a'])).toEqual({ ...nothing, gone: ['ab'] });
  expect(plan([], [known('a/b'), known('ab')], [''])).toEqual(nothing);
});
