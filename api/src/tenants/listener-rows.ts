import type { Sql } from '@sidetrack/prisma';
import type { TenantWish } from '../contract/internal/tenants.ts';

/** What of a Tenant stands in `users.settings`. */
interface TenantSettings {
  readonly options: TenantWish['options'];
  readonly quotas: TenantWish['quotas'];
}

/** A new listener; the rest of the wish is brought about by `alignListener`. */
export async function makeListener(tx: Sql, key: string, wish: TenantWish, now: Date): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    `INSERT INTO users (handle, display_name, kind, tenant_key, time_zone, created_at) VALUES ($1, $2, 'tenant', $3, $4, $5) RETURNING id`,
    [wish.handle, wish.displayName ?? wish.handle, key, wish.timeZone, now],
  );
  return row!.id;
}

/**
 * Takes up the listener that an earlier Tenant of this key left. null: the handle is somebody else's; undefined: it is free.
 */
export async function resumeListener(tx: Sql, key: string, handle: string): Promise<string | null | undefined> {
  const [holder] = await tx.query<{ id: string; former: string | null }>(
    `SELECT id, CASE WHEN tenant_key IS NULL THEN settings ->> 'formerKey' END AS former FROM users WHERE handle = $1`,
    [handle],
  );
  if (holder === undefined) return undefined;
  if (holder.former !== key) return null;
  await tx.query(`UPDATE users SET tenant_key = $2, settings = settings - 'formerKey' WHERE id = $1`, [holder.id, key]);
  return holder.id;
}

/** Brings a listener's own row to the wish, and what follows from it; true where something differed. */
export async function alignListener(tx: Sql, userId: string, wish: TenantWish, now: Date): Promise<boolean> {
  const [before] = await tx.query<{ timeZone: string; settings: Partial<TenantSettings> }>(
    'SELECT time_zone AS "timeZone", settings FROM users WHERE id = $1 FOR UPDATE',
    [userId],
  );
  const settings: TenantSettings = { options: wish.options, quotas: wish.quotas };
  const written = await tx.query(ALIGN, [
    userId,
    wish.handle,
    wish.displayName ?? wish.handle,
    wish.timeZone,
    JSON.stringify(settings),
    wish.suspended ? now : null,
  ]);
  if (written.length === 0 || before === undefined) return false;
  if (before.timeZone !== wish.timeZone) await tx.query(RENEW_WEEKS, [userId, wish.timeZone]);
  await tx.query(MOVE_LANE, [userId, wish.options.gpu ? 'gpu' : null]);
  // A quota that was raised, an option that was set, a suspension that is over: it shows at once.
  await tx.query('UPDATE connections SET next_due_at = least(next_due_at, $2) WHERE user_id = $1', [userId, now]);
  await tx.query('UPDATE audio_roots SET next_due_at = least(next_due_at, $2) WHERE user_id = $1', [userId, now]);
  return true;
}

const ALIGN = `
  UPDATE users SET handle = $2, display_name = $3, time_zone = $4, settings = settings || $5::jsonb,
    suspended_at = CASE WHEN $6::timestamptz IS NULL THEN NULL ELSE coalesce(suspended_at, $6) END
  WHERE id = $1 AND (handle <> $2 OR display_name <> $3 OR time_zone <> $4 OR NOT settings @> $5::jsonb
    OR (suspended_at IS NULL) <> ($6::timestamptz IS NULL))
  RETURNING id`;

// Mondays are the same everywhere; in another zone a play at a week's edge is one of the next or the last week.
const RENEW_WEEKS = `
  INSERT INTO dirty_weeks (user_id, week_start, reason)
  SELECT $1, week_start, 'time zone' FROM weeks WHERE user_id = $1
  UNION
  SELECT $1, date_trunc('week', listened_at AT TIME ZONE $2)::date, 'time zone' FROM listens WHERE user_id = $1
  ON CONFLICT DO NOTHING`;

const MOVE_LANE = `
  UPDATE pending SET lane = $2 WHERE kind = 'extract' AND user_id = $1 AND claimed_by IS NULL AND lane IS DISTINCT FROM $2`;
