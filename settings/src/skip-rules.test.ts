import { DEFAULT_SKIP_RULES, skipRulesOf } from './skip-rules.ts';

test('what was never chosen, or cannot be, is as everybody has it', () => {
  expect(skipRulesOf(null)).toEqual(DEFAULT_SKIP_RULES);
  expect(skipRulesOf({ podcasts: false, shortPlaySeconds: 10, unheard: 1 })).toEqual({
    ...DEFAULT_SKIP_RULES,
    podcasts: false,
    shortPlaySeconds: 10,
  });
  expect(skipRulesOf({ videos: 'no', shortPlaySeconds: 1e9 })).toEqual(DEFAULT_SKIP_RULES);
});
