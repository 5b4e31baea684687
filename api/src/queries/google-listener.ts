import { randomBytes } from 'node:crypto';
import type { Sql } from '@sidetrack/prisma';

export interface KnownPerson {
  readonly id: string;
  readonly suspended: boolean;
}

/** The listener of this Google account. */
export async function findGoogleListener(tx: Sql, sub: string): Promise<KnownPerson | undefined> {
  const [row] = await tx.query<KnownPerson>(
    'SELECT id, suspended_at IS NOT NULL OR purging_at IS NOT NULL AS suspended FROM users WHERE google_sub = $1',
    [sub],
  );
  return row;
}

export interface NewPerson {
  readonly sub: string;
  readonly name: string | undefined;
  readonly timeZone: string;
  readonly now: Date;
}

/** Signs a listener up; where another tab has just done so, it is theirs. No e-mail address is kept. */
export async function addGoogleListener(tx: Sql, { sub, name, timeZone, now }: NewPerson): Promise<KnownPerson> {
  const displayName =
    name
      ?.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      .trim()
      .slice(0, 100) || 'Listener';
  await tx.query(ADD, [handleOf(displayName), displayName, sub, timeZone, now]);
  return (await findGoogleListener(tx, sub))!;
}

/** From the name, and random: it is nobody else's, and no Tenant is kept from a plain one. */
function handleOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return `${(plain || 'listener').slice(0, 40)}-${randomBytes(4).toString('hex')}`;
}

const ADD = `
  INSERT INTO users (handle, display_name, kind, google_sub, time_zone, created_at) VALUES ($1, $2, 'hosted', $3, $4, $5)
  ON CONFLICT (google_sub) DO NOTHING`;
