import type { Sql } from '@sidetrack/prisma';

/** A column that names a listener. */
export interface ListenerColumn {
  readonly table: string;
  readonly column: string;
}

/**
 * Every column of the database that names a listener, asked of the database itself, so that a later table cannot be forgotten:
 * those that refer to `users`, and those that are called so. In an order in which rows can be deleted: what refers to a
 * table comes before it. Names are quoted as SQL wants them.
 */
export async function listenerColumns(tx: Sql): Promise<ListenerColumn[]> {
  const columns = await tx.query<ListenerColumn>(COLUMNS);
  const references = await tx.query<{ from: string; to: string }>(REFERENCES);
  const waits = new Map<string, Set<string>>();
  for (const { from, to } of references) {
    if (from !== to) waits.set(to, (waits.get(to) ?? new Set()).add(from));
  }
  const ordered: ListenerColumn[] = [];
  let left = columns;
  while (left.length > 0) {
    const tables = new Set(left.map(({ table }) => table));
    const free = left.filter(({ table }) => ![...(waits.get(table) ?? [])].some((other) => tables.has(other)));
    // Tables that refer to each other in a ring are tried in any order: what is refused is tried again at the next step.
    const next = free.length > 0 ? free : left;
    ordered.push(...next);
    left = left.filter((column) => !next.includes(column));
  }
  return ordered;
}

const COLUMNS = `
  SELECT quote_ident(c.table_name) AS "table", quote_ident(c.column_name) AS "column"
  FROM information_schema.columns c
  JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
  WHERE c.table_schema = 'public' AND c.data_type = 'uuid' AND (
    c.column_name LIKE '%user\\_id' OR EXISTS (
      SELECT FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
      WHERE k.contype = 'f' AND k.confrelid = 'public.users'::regclass AND k.conrelid = format('%I.%I', c.table_schema, c.table_name)::regclass
        AND cardinality(k.conkey) = 1 AND a.attname = c.column_name))
  ORDER BY c.table_name, c.column_name`;

const REFERENCES = `
  SELECT quote_ident(child.relname) AS "from", quote_ident(parent.relname) AS "to"
  FROM pg_constraint k JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid
  WHERE k.contype = 'f' AND child.relnamespace = 'public'::regnamespace`;
