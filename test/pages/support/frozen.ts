import type pg from 'pg';

interface Column {
  readonly table: string;
  readonly column: string;
}

/** From here on ids count instead of being drawn, so that what is ordered by id is the same in every run. */
export async function countIds(owner: pg.Client): Promise<void> {
  await owner.query('CREATE SEQUENCE counted_ids');
  await owner.query(`CREATE FUNCTION counted_id() RETURNS uuid LANGUAGE sql AS
    $$ SELECT md5('sidetrack ' || nextval('counted_ids'))::uuid $$`);
  await owner.query('GRANT USAGE ON SEQUENCE counted_ids TO sidetrack_app');
  await eachColumn(owner, `column_default = 'gen_random_uuid()'`, ({ table, column }) =>
    owner.query(`ALTER TABLE ${table} ALTER COLUMN ${column} SET DEFAULT counted_id()`),
  );
}

/** Ids are drawn again, and nothing is later than `at`, which lies before every run. */
export async function settle(owner: pg.Client, at: Date): Promise<void> {
  await eachColumn(owner, `column_default = 'counted_id()'`, ({ table, column }) =>
    owner.query(`ALTER TABLE ${table} ALTER COLUMN ${column} SET DEFAULT gen_random_uuid()`),
  );
  await owner.query('DROP FUNCTION counted_id');
  await owner.query('DROP SEQUENCE counted_ids');
  // Triggers keep other tables up to date; nothing that they look at changes here.
  await owner.query('SET session_replication_role = replica');
  await eachColumn(owner, `data_type = 'timestamp with time zone'`, ({ table, column }) =>
    owner.query(`UPDATE ${table} SET ${column} = $1 WHERE ${column} > $1 AND ${column} < 'infinity'`, [at]),
  );
}

async function eachColumn(owner: pg.Client, where: string, work: (column: Column) => Promise<unknown>): Promise<void> {
  const { rows } = await owner.query<Column>(
    `SELECT format('%I.%I', table_schema, table_name) AS table, format('%I', column_name) AS column
     FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND ${where} ORDER BY 1, 2`,
  );
  for (const column of rows) await work(column);
}
