import { useEffect, useState } from 'react';
import { toAnswer } from '../data/answer.ts';
import type { Answer } from '../data/answer.ts';
import { api } from '../data/browser-client.ts';
import type { SearchAnswer } from '../data/queries/search.ts';
import { describeFound } from '../text/search-text.ts';
import type { Found } from './find-pages.ts';

/** How long the reader pauses before the question is sent. */
const PAUSE_MILLISECONDS = 180;
const SHORTEST_QUERY = 2;
const MOST = 8;

/** The listener's artists and tracks for what is typed so far, and a note on how it stands. Of several questions the newest counts. */
export function useFoundMusic(query: string): { music: readonly Found[]; note: string } {
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

  if (asked.length < SHORTEST_QUERY) return { music: [], note: '↑ ↓ to choose, Enter to go, Escape to leave' };
  const data = answered?.answer.data ?? null;
  const music = data === null ? [] : toFound(data, asked);
  if (answered?.asked !== asked) return { music, note: 'Searching your music…' };
  return { music, note: describe(answered.answer) };
}

function toFound({ artists, hits, total }: SearchAnswer, asked: string): readonly Found[] {
  const music: readonly Found[] = [
    ...artists.map(({ id, name, plays }) => ({
      path: `/artists/${id}`,
      name,
      note: `Artist · ${plays} play${plays === 1 ? '' : 's'}`,
      icon: 'person' as const,
    })),
    ...hits.map(({ recordingId, title, artistCredit }) => ({
      path: `/tracks/${recordingId}`,
      name: title,
      note: artistCredit,
      icon: 'track' as const,
    })),
  ];
  if (total <= hits.length) return music;
  return [...music, { path: `/search?q=${encodeURIComponent(asked)}`, name: 'All that was found', icon: 'search' }];
}

function describe({ data, trouble }: Answer<SearchAnswer>): string {
  return trouble === null ? describeFound(data) : `${trouble.title}. ${trouble.remedy}`;
}
