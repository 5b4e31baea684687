import { isRecord, textOf } from './read-json.ts';

/** What the API said to a question about who is signed in. */
export type Said =
  | { readonly ok: true; readonly body: Readonly<Record<string, unknown>> }
  /** kind: the last part of the problem's type; `away` where nothing answered. */
  | { readonly ok: false; readonly status: number; readonly kind: string };

export interface AccountApi {
  /** `address`: of who asks, by which the API limits guesses. */
  ask(path: string, body: object, address: string): Promise<Said>;
  /** Whether people can sign in with Google here at all; asked at most once a minute. */
  offersGoogle(): Promise<boolean>;
}

/** The provider may take eight seconds, twice. */
const PATIENCE_MILLISECONDS = 20_000;
const KEPT_MILLISECONDS = 60_000;

/** The API's part for those who sign in (`/internal/v1`), which no browser reaches. */
export function accountApi(apiUrl: string, now: () => number = Date.now): AccountApi {
  let known: { at: number; offers: boolean } | undefined;
  return {
    ask: (path, body, address) =>
      send(`${apiUrl}/internal/v1${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      }),
    async offersGoogle() {
      if (known !== undefined && now() - known.at < KEPT_MILLISECONDS) return known.offers;
      const said = await send(`${apiUrl}/internal/v1/sign-in`, {});
      // An API that is away offers nothing and forbids nothing: it is asked again.
      if (!said.ok && said.kind === 'away') return known?.offers ?? true;
      known = { at: now(), offers: said.ok };
      return known.offers;
    },
  };
}

async function send(url: string, init: RequestInit): Promise<Said> {
  try {
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
    const text = await answer.text();
    const body: unknown = text === '' ? {} : JSON.parse(text);
    if (!isRecord(body)) return AWAY;
    if (answer.ok) return { ok: true, body };
    return { ok: false, status: answer.status, kind: textOf(body, 'type')?.split(':').at(-1) ?? 'fault' };
  } catch {
    return AWAY;
  }
}

const AWAY: Said = { ok: false, status: 502, kind: 'away' };
