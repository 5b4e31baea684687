import { oneOf } from './url-parameters.ts';

test('a parameter is taken only if it is allowed', () => {
  expect(oneOf(['12w', 'all'], 'all')).toBe('all');
  expect(oneOf(['12w', 'all'], '<script>')).toBe('12w');
  expect(oneOf(['12w', 'all'], null)).toBe('12w');
});
