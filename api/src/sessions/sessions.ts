import { createHash, randomBytes } from 'node:crypto';
import { NodePostgresAdapter } from '@lucia-auth/adapter-postgresql';
import type { Database } from '@sidetrack/prisma';
import { Lucia, TimeSpan } from 'lucia';

/** A session that has just been opened. The secret goes into the browser's cookie and is kept nowhere else. */
export interface OpenedSession {
  readonly secret: string;
  readonly expiresAt: Date;
}

export interface FoundSession {
  /** Hash of the secret: the name under which it lies in the database. */
  readonly id: string;
  readonly userId: string;
  readonly expiresAt: Date;
  /** Its end has just been put off: the cookie's has to be as well. */
  readonly renewed: boolean;
}

/** Who is signed in to the dashboard. Each is signed out 30 days after they were last here. */
export interface Sessions {
  /** A new session under a secret of its own: what a browser held before never becomes a session (fixation). */
  open(userId: string): Promise<OpenedSession>;
  /** Null where there is no such session, or not any more. */
  find(secret: string): Promise<FoundSession | null>;
  /** Ends one session; gives whose it was. */
  end(secret: string): Promise<string | null>;
  /** Ends every session of a listener. */
  endAll(userId: string): Promise<void>;
}

/**
 * Sessions by lucia, which the rest of the API does not know of. It reads the system's clock; whether a session still
 * counts for a request is judged again by the API's own query (queries/caller-in-session.ts).
 */
export function luciaSessions(db: Database): Sessions {
  const lucia = new Lucia(new NodePostgresAdapter(connectionOf(db), { user: 'users', session: 'sessions' }), {
    sessionExpiresIn: new TimeSpan(30, 'd'),
  });
  return {
    async open(userId) {
      await lucia.deleteExpiredSessions();
      const secret = randomBytes(32).toString('base64url');
      const { expiresAt } = await lucia.createSession(userId, {}, { sessionId: sessionId(secret) });
      return { secret, expiresAt };
    },
    async find(secret) {
      if (!SECRET.test(secret)) return null;
      const { session } = await lucia.validateSession(sessionId(secret));
      return session === null
        ? null
        : { id: session.id, userId: session.userId, expiresAt: session.expiresAt, renewed: session.fresh };
    },
    async end(secret) {
      if (!SECRET.test(secret)) return null;
      const { session } = await lucia.validateSession(sessionId(secret));
      await lucia.invalidateSession(sessionId(secret));
      return session?.userId ?? null;
    },
    endAll: (userId) => lucia.invalidateUserSessions(userId),
  };
}

const SECRET = /^[\w-]{43}$/;

function sessionId(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** lucia asks by `query` alone. Whose session it is is just what it finds out, so it asks across listeners. */
function connectionOf(db: Database): ConstructorParameters<typeof NodePostgresAdapter>[0] {
  const connection = {
    query: (text: string, values: readonly unknown[]) =>
      db.asService(async (tx) => ({ rows: await tx.query(text, values) })),
  };
  return connection as unknown as ConstructorParameters<typeof NodePostgresAdapter>[0];
}
