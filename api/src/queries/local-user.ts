import type { Database, Sql } from '@sidetrack/prisma';

export interface LocalUser {
  readonly id: string;
  readonly handle: string;
}

/** The one listener of a laptop. Created where it is not there yet, with the time zone of the settings. */
export function ensureLocalUser(db: Database, timeZone: string): Promise<LocalUser> {
  return db.asService(async (tx) => {
    await addLocalUser(tx, timeZone);
    return one(await tx.query<LocalUser>(FIND));
  });
}

/** Makes the one listener of a laptop, where there is none. */
export async function addLocalUser(tx: Sql, timeZone: string): Promise<void> {
  await tx.query(CREATE, [timeZone]);
}

export function findLocalUser(db: Database): Promise<LocalUser> {
  return db.asService(async (tx) => one(await tx.query<LocalUser>(FIND)));
}

function one([user]: LocalUser[]): LocalUser {
  if (user === undefined) throw new MissingLocalUserError();
  return user;
}

/** The API makes the local user when it starts; somebody has removed it since. */
export class MissingLocalUserError extends Error {
  override readonly name = 'MissingLocalUserError';
  readonly remedy = 'Start SideTrack again: it makes the local user anew.';

  constructor() {
    super('The local user is not in the database any more. Start SideTrack again: it makes the local user anew.');
  }
}

const CREATE = `
  INSERT INTO users (handle, display_name, kind, time_zone) VALUES ('local', 'You', 'local', $1) ON CONFLICT (handle) DO NOTHING`;

const FIND = `SELECT id, handle FROM users WHERE handle = 'local'`;
