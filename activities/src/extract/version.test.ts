import { optionsHash } from './version.ts';

test('options that measure the same have the same name, others another', () => {
  const whole = { excerptSeconds: 0, excerptFrom: 'middle', stemModelSha256: null } as const;
  expect(optionsHash({ ...whole, excerptFrom: 'loudest' })).toBe(optionsHash(whole));
  const names = [
    whole,
    { ...whole, stemModelSha256: 'a'.repeat(64) },
    { ...whole, stemModelSha256: 'b'.repeat(64) },
    { ...whole, excerptSeconds: 30 },
    { ...whole, excerptSeconds: 30, excerptFrom: 'first' as const },
    { ...whole, excerptSeconds: 30, excerptFrom: 'loudest' as const },
  ].map(optionsHash);
  expect(new Set(names).size).toBe(names.length);
  expect(names[0]).toMatch(/^[0-9a-f]{16}$/);
});
