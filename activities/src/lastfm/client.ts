import { z } from 'zod';
import { PermanentError } from '../errors.ts';
import type { Deps } from '../types.ts';
import { createLastfmCall, LASTFM, LastfmError, NOT_FOUND, PRIVATE, SESSION_EXPIRED } from './call.ts';
import type { CallLastfm, LastfmAccess } from './call.ts';

export interface RecentTracksQuery {
  readonly user: string;
  /** Opens the listens of a listener who hides them. */
  readonly sessionKey?: string | undefined;
  /** Counted from 1, the newest. */
  readonly page: number;
  /** Tracks a page, 200 at most. */
  readonly limit: number;
  /** Seconds since the epoch: no earlier than `from`, earlier than `to`. */
  readonly from?: number;
  readonly to?: number;
  readonly signal?: AbortSignal;
}

export interface RecentTracks {
  /** Newest first, unchecked, without the one that plays. */
  readonly tracks: readonly unknown[];
  readonly playing: unknown;
  readonly totalPages: number;
  /** How many there are on all pages. */
  readonly total: number;
}

export interface Lastfm {
  /** Tags with counts 0 to 100; null where Last.fm does not know the track. */
  topTags(
    track: { readonly artist: string; readonly title: string },
    signal?: AbortSignal,
  ): Promise<{ name: string; count: number }[] | null>;
  recentTracks(query: RecentTracksQuery): Promise<RecentTracks>;
}

/** Last.fm's API (https://www.last.fm/api). Every request waits for the installation's turn. */
export function createLastfm(
  deps: Pick<Deps, 'settings' | 'fetch' | 'db' | 'sleep' | 'random'>,
  access: LastfmAccess,
): Lastfm {
  const call = createLastfmCall(deps, access);
  return {
    async topTags({ artist, title }, signal) {
      const parameters = { method: 'track.getTopTags', artist, track: title, autocorrect: '1' };
      try {
        const { tag = [] } = (await call({ parameters, schema: topTagsAnswer, signal })).toptags;
        return [tag].flat().map(({ name, count }) => ({ name, count }));
      } catch (error) {
        if (error instanceof LastfmError && error.code === NOT_FOUND) return null;
        throw error;
      }
    },
    async recentTracks(query) {
      const { recenttracks } = await callAsListener(call, query);
      const rows = [recenttracks.track ?? []].flat();
      const { total, totalPages } = recenttracks['@attr'];
      return {
        tracks: rows.filter((row) => !isPlaying(row)),
        playing: rows.find(isPlaying) ?? null,
        totalPages,
        total,
      };
    },
  };
}

/** Openly first: a listener who took the permission back but shows their listens to all can still be read. */
async function callAsListener(
  call: CallLastfm,
  { user, sessionKey, page, limit, from, to, signal }: RecentTracksQuery,
): Promise<z.output<typeof recentTracksAnswer>> {
  const parameters = {
    method: 'user.getRecentTracks',
    user,
    page: String(page),
    limit: String(limit),
    ...(from !== undefined && { from: String(from) }),
    ...(to !== undefined && { to: String(to) }),
  };
  const request = { parameters, schema: recentTracksAnswer, signal };
  try {
    return await call(request);
  } catch (error) {
    if (!(error instanceof LastfmError)) throw error;
    if (error.code !== PRIVATE || sessionKey === undefined) throw explained(error, user);
  }
  try {
    return await call({ ...request, sessionKey });
  } catch (error) {
    throw error instanceof LastfmError ? explained(error, user) : error;
  }
}

function explained(error: LastfmError, user: string): PermanentError {
  const context = { service: LASTFM, cause: error };
  switch (error.code) {
    case NOT_FOUND:
      return new PermanentError(`Last.fm knows no user "${user}".`, {
        ...context,
        remedy: 'Check the name under Connections.',
      });
    case PRIVATE:
      return new PermanentError(`${user} hides their listens at Last.fm.`, {
        ...context,
        remedy: 'Use “Connect Last.fm” in the settings, which gives permission to read them.',
      });
    case SESSION_EXPIRED:
      return new PermanentError('The permission to read this account at Last.fm has ended.', {
        ...context,
        remedy: 'Use “Connect Last.fm” in the settings again.',
      });
    default:
      return error;
  }
}

// One row may stand alone, where several are a list.
const oneOrMore = <T extends z.ZodType>(row: T) => z.union([z.array(row), row]).optional();
const tag = z.object({ name: z.string(), count: z.coerce.number() });
const topTagsAnswer = z.object({ toptags: z.object({ tag: oneOrMore(tag) }) });

const whole = z.coerce.number().int().nonnegative();
const recentTracksAnswer = z.object({
  recenttracks: z.object({
    '@attr': z.object({ total: whole, totalPages: whole }),
    track: oneOrMore(z.record(z.string(), z.unknown())),
  }),
});

const playing = z.object({ '@attr': z.object({ nowplaying: z.union([z.literal('true'), z.literal(true)]) }) });
const isPlaying = (row: unknown): boolean => playing.safeParse(row).success;
