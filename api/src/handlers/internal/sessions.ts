import type { Request } from 'express';
import { signedOut, suspended } from '../../access/signed-out.ts';
import type { Account, Deps } from '../../deps.ts';
import { TOKEN_SECONDS } from '../../sessions/session-token.ts';
import { findCallerInSession } from '../../queries/caller-in-session.ts';
import type { SessionHandlers } from '../../server/call.ts';
import { tooManyRequests } from '../../server/refusals.ts';

/** Handlers of what the dashboard asks for those who sign in, where the installation has sign-in. */
export function sessionHandlers({ sessions, tokens, signIn }: Account): SessionHandlers {
  return {
    getSignIn: () => ({ providers: ['google'] }),

    async beginSignIn({ body, request }, deps) {
      await limit(request, deps, 'signIns');
      return signIn.begin({ next: body.next, timeZone: knownZone(body.timeZone) });
    },

    async finishSignIn({ body, request }, deps) {
      await limit(request, deps, 'signIns');
      const { secret, expiresAt, userId, next } = await signIn.finish(body);
      // What else this browser had open was the former listener's.
      deps.events.nudge(userId);
      return { session: secret, expiresAt: expiresAt.toISOString(), userId, next };
    },

    async exchangeSession({ body, request }, deps) {
      const found = await sessions.find(body.session);
      if (found === null) {
        await limit(request, deps, 'requests');
        throw signedOut();
      }
      const claims = { userId: found.userId, sessionId: found.id };
      const owner = await findCallerInSession(deps.db, claims, deps.now());
      if (owner === null) throw signedOut();
      if (owner.suspended) throw suspended();
      return {
        token: tokens.mint(claims, deps.now()),
        userId: found.userId,
        seconds: TOKEN_SECONDS,
        renewedUntil: found.renewed ? found.expiresAt.toISOString() : null,
      };
    },

    async endSession({ body }, deps) {
      const userId = await sessions.end(body.session);
      if (userId === null) return undefined;
      if (body.everywhere) await sessions.endAll(userId);
      deps.events.nudge(userId);
      return undefined;
    },
  };
}

/** The site names the address that asks it; its own would be everybody's. */
async function limit(request: Request, { limiter }: Deps, kind: 'signIns' | 'requests'): Promise<void> {
  const address = request.get('x-forwarded-for') ?? request.ip ?? '';
  const seconds = await limiter.take(`address ${address.slice(0, 100)}`, kind);
  if (seconds !== null) throw tooManyRequests(seconds);
}

function knownZone(name: string | null): string | null {
  try {
    return name === null ? null : new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
