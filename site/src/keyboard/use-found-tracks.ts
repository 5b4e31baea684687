import { useEffect, useState } from 'react';
import { toAnswer } from '../data/answer.ts';
import type { Answer } from '../data/answer.ts';
import { api } from '../data/browser-client.ts';
import type { components } from '../generated/api.ts';
import type { Found } from './find-pages.ts';

type SearchAnswer = components['schemas']['SearchAnswer'];

/** How long the reader pauses before the question is sent. */
const PAUSE_MILLISECONDS = 180;
const SHORTEST_QUERY = 2;
const MOST = 8;

/** The listener's tracks for what is typed so far, and a note on how it stands. Of several questions the newest counts. */
export function useFoundTracks(query: string): { tracks: readonly Found[]; note: string } {
  const asked = query.trim();
  const [answered, setAnswered] = useState<{ asked: string; answer: Answer<SearchAnswer> } | null>(null);

  useEffect(() => {
    if (asked.length < SHORTEST_QUERY) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      const call = api.GET('/search', { params: { query: { q: asked, limit: MOST } } });
      void toAnswer(call).then((answer) => current && setAnswered({ asked, answer }));
    }, PAUSE_MILLISECONDS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asked]);

  if (asked.length < SHORTEST_QUERY) return { tracks: [], note: '↑ ↓ to choose, Enter to go, Escape to leave' };
  const data = answered?.answer.data ?? null;
  const tracks = data === null ? [] : toFound(data, asked);
  if (answered?.asked !== asked) return { tracks, note: 'Searching your music…' };
  return { tracks, note: describe(answered.answer) };
}

function toFound({ hits, total }: SearchAnswer, asked: string): readonly Found[] {
  const tracks = hits.map(({ recordingId, title, artistCredit }) => ({
    path: `/tracks/${recordingId}`,
    name: title,
    note: artistCredit,
    icon: 'track' as const,
  }));
  if (total <= hits.length) return tracks;
  return [...tracks, { path: `/search?q=${encodeURIComponent(asked)}`, name: 'All that was found', icon: 'search' }];
}

function describe({ data, trouble }: Answer<SearchAnswer>): string {
  if (trouble !== null) return `${trouble.title}. ${trouble.remedy}`;
  if (data.total === 0) return data.reason ?? 'None of your tracks.';
  return data.total === 1 ? 'One of your tracks' : `${data.total} of your tracks, the nearest first`;
}
