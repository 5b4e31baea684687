/**
 * Adds to the SQL of a migration what hides a new table's rows from other listeners, for every new table that has a
 * column user_id. A table without one is shared, and is listed as such in row-level-security.db.test.ts.
 */
export function withPolicies(sql: string): string {
  const tables = [...sql.matchAll(/CREATE TABLE "(\w+)" \(([^;]*)\);/g)];
  const policies = tables
    .filter(([, , columns]) => columns?.includes('"user_id"'))
    .map(([, table]) => policyOf(table!));
  return [sql, ...policies].join('\n\n');
}

function policyOf(table: string): string {
  return `-- RowLevelSecurity
ALTER TABLE "${table}" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON "${table}" USING (user_id = (SELECT sidetrack_user_id()) OR (SELECT sidetrack_serves_all()));`;
}
