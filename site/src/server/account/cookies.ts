/** The names under which a browser keeps what belongs to signing in. */
export interface CookieNames {
  readonly session: string;
  /** Of one sign-in that is under way; several tabs may have one each. */
  readonly flow: (state: string) => string;
}

/** Over https the prefix `__Host-` keeps a sibling domain from planting one of these (RFC 6265bis, section 4.1.3.2). */
export function cookieNames(secure: boolean): CookieNames {
  const prefix = secure ? '__Host-' : '';
  return { session: `${prefix}${SESSION}`, flow: (state) => `${prefix}${FLOW}${state.slice(0, STATE_LENGTH)}` };
}

const SESSION = 'sidetrack_session';
const FLOW = 'sidetrack_flow_';
const STATE_LENGTH = 12;
/** More sign-ins at a time than anybody has tabs for; the older ones make room. */
const MOST_FLOWS = 4;

/** The value of a cookie; undefined where it is not sent, or sent more than once: then one of them was planted. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const values = parsed(header).filter(([known]) => known === name);
  return values.length === 1 ? values[0]?.[1] : undefined;
}

/** Names of sign-ins that never came back and have to make room for another one. */
export function surplusFlows(header: string | undefined): readonly string[] {
  const flows = parsed(header).flatMap(([name]) => (name.replace(/^__Host-/, '').startsWith(FLOW) ? [name] : []));
  return flows.slice(0, Math.max(0, flows.length - MOST_FLOWS + 1));
}

export interface CookieOptions {
  readonly secure: boolean;
  readonly maxAgeSeconds: number;
}

/** Not readable by scripts, and sent by no other site but with a link that is followed. */
export function writeCookie(name: string, value: string, { secure, maxAgeSeconds }: CookieOptions): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

export function forgetCookie(name: string, secure: boolean): string {
  return writeCookie(name, '', { secure, maxAgeSeconds: 0 });
}

function parsed(header: string | undefined): (readonly [name: string, value: string])[] {
  return (header ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at === -1 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const];
  });
}
