import type { Database } from '@sidetrack/prisma';
import type { Logger, Settings } from '@sidetrack/settings';
import type { Account } from '../deps.ts';
import { sessionTokens } from '../sessions/session-token.ts';
import { luciaSessions } from '../sessions/sessions.ts';
import { openSignIn } from './sign-in.ts';

export interface AccountOptions {
  readonly db: Database;
  readonly settings: Settings;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** Sign-in as the settings have it; undefined on a laptop, and where no Google client is set. */
export function openAccount({ db, settings, logger, now }: AccountOptions): Account | undefined {
  const { mode, googleClientId, googleClientSecret, publicUrl, secretKey } = settings;
  if (mode === 'laptop' || googleClientId === undefined) return undefined;
  // loadSettings refuses a client without these.
  if (googleClientSecret === undefined || publicUrl === undefined || secretKey === undefined) return undefined;
  const sessions = luciaSessions(db);
  const signIn = openSignIn({
    db,
    logger,
    sessions,
    now,
    settings: {
      issuer: settings.googleIssuer,
      clientId: googleClientId,
      clientSecret: googleClientSecret,
      publicUrl,
      secretKey,
      signUpAllow: settings.signUpAllow,
      timeZone: settings.timeZone,
    },
  });
  return { sessions, tokens: sessionTokens(secretKey), signIn };
}
