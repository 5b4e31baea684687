import type { Relay } from '../data/queries/settings.ts';
import { formatAgo, formatInstant } from './dates.ts';
import { plural } from './format.ts';
import type { Reader } from './format.ts';

/** What the switch does, or what is missing before it can be switched on. */
export function relayHint({ on, account }: Pick<Relay, 'on' | 'account'>): string {
  if (account === null)
    return on
      ? 'The ListenBrainz account with its token is gone: plays wait until you connect it again above.'
      : 'Connect ListenBrainz above with its token first.';
  return on
    ? `What scrobblers push here goes on to ${account}. Switching it off forgets what still waits; your plays stay.`
    : `What scrobblers push here from then on goes on to ${account} too. Nothing is lost while ListenBrainz is away: it waits.`;
}

/** How the relay stands. */
export function relayLine(
  { waiting, relayed, relayedAt, reason, nextAttemptAt }: Relay,
  now: number,
  reader: Reader,
): string {
  const passed =
    relayedAt === null
      ? 'Nothing was passed on yet.'
      : `${capital(plural(relayed, 'play', reader))} passed on, the last ${formatAgo(relayedAt, now)}.`;
  if (waiting === 0) return `${passed} None waits.`;
  const left = `${capital(plural(waiting, 'play', reader))} ${waiting === 1 ? 'waits' : 'wait'}.`;
  const next = nextAttemptAt === null ? '' : ` Next attempt at ${formatInstant(nextAttemptAt, reader)}.`;
  return `${passed} ${left}${reason === null ? '' : ` ${reason}`}${next}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
