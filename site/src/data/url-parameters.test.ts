import { oneOf, weekIn } from './url-parameters.ts';

test('a parameter is taken only if it is allowed', () => {
  expect(oneOf(['12w', 'all'], 'all')).toBe('all');
  expect(oneOf(['12w', 'all'], '<script>')).toBe('12w');
  expect(oneOf(['12w', 'all'], null)).toBe('12w');
});

test('a week is taken only if it is one', () => {
  expect(weekIn('2026-W47')).toBe('2026-W47');
  for (const given of [null, '', '46', '2026-W00', '2026-W54', '2026-W47 ', '<script>'])
    expect(weekIn(given)).toBeNull();
});
