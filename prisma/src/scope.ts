import pg from 'pg';

/** On whose behalf a transaction runs: one listener, or the service across all of them. */
export type Scope = { readonly userId: string } | 'service';

/**
 * The settings that row-level security reads, for the current transaction only, and UTC as its time zone so that no answer
 * depends on the server's. Gives one row; `is_scoped` tells whether row-level security binds this role at all.
 */
export function scopeSql(scope: Scope): string {
  const userId = scope === 'service' ? '' : scope.userId;
  const name = scope === 'service' ? 'service' : 'user';
  return `SELECT set_config('sidetrack.user_id', ${pg.escapeLiteral(userId)}, true), set_config('sidetrack.scope', '${name}', true),
    set_config('TimeZone', 'UTC', true), row_security_active('public.users') AS is_scoped`;
}
