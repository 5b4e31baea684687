import { timingSafeEqual } from 'node:crypto';
import type { Database } from '@sidetrack/prisma';
import type { Logger } from '@sidetrack/settings';
import { generateCodeVerifier, generateState } from 'arctic';
import { addGoogleListener, findGoogleListener } from '../queries/google-listener.ts';
import type { OpenedSession, Sessions } from '../sessions/sessions.ts';
import { suspended as suspendedListener } from '../access/signed-out.ts';
import { maySignUp } from './allow-list.ts';
import { flowBox } from './flow.ts';
import type { Flow } from './flow.ts';
import type { Person } from './id-token.ts';
import { openIdClient, SpentCodeError } from './openid.ts';
import type { OpenId } from './openid.ts';
import { refusals } from './refusals.ts';

export interface BegunSignIn {
  readonly authorizationUrl: string;
  /** To be given back with what the provider sends; opaque. */
  readonly flow: string;
  /** Names this sign-in among several of one browser. */
  readonly state: string;
}

/** What came back from the provider, and what the browser held. */
export interface ReturnedSignIn {
  readonly flow: string;
  readonly state: string;
  readonly code: string | null;
  /** The provider's word for why there is no code. */
  readonly error: string | null;
  /** The session that this browser had before: it ends. */
  readonly formerSession: string | null;
}

export interface FinishedSignIn extends OpenedSession {
  readonly userId: string;
  readonly next: string;
}

export interface SignIn {
  /** @throws ProblemError 503 where the provider does not answer */
  begin(wish: { next: string; timeZone: string | null }): Promise<BegunSignIn>;
  /** @throws ProblemError 400, 403 or 503: see refusals */
  finish(returned: ReturnedSignIn): Promise<FinishedSignIn>;
}

export interface SignInOptions {
  readonly db: Database;
  readonly logger: Logger;
  readonly sessions: Sessions;
  readonly now: () => Date;
  readonly settings: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly publicUrl: string;
    readonly secretKey: string;
    readonly signUpAllow: readonly string[] | undefined;
    readonly timeZone: string;
  };
}

/** Where the provider sends people back to, below the dashboard's address. */
export const CALLBACK_PATH = '/auth/google/callback';

/** Signs people in with Google and signs those up who may. */
export function openSignIn({ db, logger, sessions, now, settings }: SignInOptions): SignIn {
  const openId = openIdClient({ ...settings, redirectUri: `${settings.publicUrl}${CALLBACK_PATH}`, now });
  const box = flowBox(settings.secretKey);
  return {
    async begin({ next, timeZone }) {
      const secrets = { state: generateState(), nonce: generateState(), codeVerifier: generateCodeVerifier() };
      const url = await openId.authorizationUrl(secrets).catch((error: unknown) => {
        throw refusals.provider(error);
      });
      const flow = box.seal({ ...secrets, next, timeZone, startedAt: now().getTime() });
      return { authorizationUrl: url.href, flow, state: secrets.state };
    },
    async finish({ flow: sealed, state, code, error, formerSession }) {
      const flow = box.open(sealed, now());
      if (flow === null || !isSame(flow.state, state)) throw refusals.expired();
      if (error === 'access_denied') throw refusals.cancelled();
      if (code === null) throw refusals.provider(new Error('The provider sent people back without a code.'));
      const person = await personBy(openId, code, flow);
      const userId = await admit(person, flow);
      if (formerSession !== null) await sessions.end(formerSession);
      return { ...(await sessions.open(userId)), userId, next: flow.next };
    },
  };

  async function admit(person: Person, flow: Flow): Promise<string> {
    return db.asService(async (tx) => {
      const known = await findGoogleListener(tx, person.sub);
      if (
        known === undefined &&
        !maySignUp(settings.signUpAllow, { email: person.email, isVerified: person.emailVerified })
      ) {
        logger.info('Somebody who is not on the list of those who may sign up was turned away');
        throw refusals.notInvited();
      }
      const timeZone = flow.timeZone ?? settings.timeZone;
      const { id, suspended } =
        known ?? (await addGoogleListener(tx, { sub: person.sub, name: person.name, timeZone, now: now() }));
      if (suspended) throw suspendedListener();
      return id;
    });
  }
}

async function personBy(openId: OpenId, code: string, flow: Flow): Promise<Person> {
  try {
    return await openId.personBy(code, flow);
  } catch (error) {
    throw error instanceof SpentCodeError ? refusals.expired() : refusals.provider(error);
  }
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
