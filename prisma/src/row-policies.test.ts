import { expect, test } from '@jest/globals';
import { withPolicies } from '../tools/row-policies.ts';

test('a new table of listeners gets its policy, a shared one none', () => {
  const shared = 'CREATE TABLE "genres" (\n    "id" UUID NOT NULL\n);';
  const own = 'CREATE TABLE "alerts" (\n    "id" UUID NOT NULL,\n    "user_id" UUID NOT NULL\n);';
  expect(withPolicies(shared)).toBe(shared);
  expect(withPolicies(`${shared}\n\n${own}`)).toMatch(
    /ALTER TABLE "alerts" ENABLE ROW LEVEL SECURITY;\nCREATE POLICY own_rows ON "alerts" USING/,
  );
});
