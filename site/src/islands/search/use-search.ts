import { useEffect, useState } from 'react';
import type { Answer, Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { fetchSearch } from '../../data/queries/search.ts';
import type { SearchAnswer } from '../../data/queries/search.ts';
import { rememberInUrl } from '../../data/url-parameters.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { useEvent } from '../../data/use-event.ts';

export interface Search {
  typed: string;
  setTyped: (text: string) => void;
  /** What the results are for; nothing where nothing was asked. */
  asked: string;
  answer: SearchAnswer | null;
  trouble: Trouble | null;
  loading: boolean;
  /** Newer results are on their way, or will be. */
  stale: boolean;
  /** Asks at once for what is typed, again. */
  submit: () => void;
  /** Asks for more results; null where there are no more. */
  more: (() => void) | null;
}

const FIRST = 20;
const SECOND = 60;
/** As many as the API gives. */
const MOST = 200;
/** How long the reader pauses before the question is sent. */
const PAUSE_MILLISECONDS = 220;
const NOTHING: Answer<SearchAnswer> = {
  data: { terms: [], artists: [], total: 0, searched: 0, coverage: 0, hits: [], reason: null },
  trouble: null,
};

/** Results for what is typed, asked for when the reader pauses; the question is kept in the address. */
export function useSearch(first: string, initial: Answer<SearchAnswer> | null): Search {
  const [typed, setTyped] = useState(first);
  const [{ asked, limit }, setAsked] = useState({ asked: initial === null ? '' : first, limit: FIRST });
  const { data, trouble, loading, ask } = useAnswer(initial ?? NOTHING);
  const wanted = typed.trim();

  const search = useEvent((q: string, most: number) => {
    setAsked({ asked: q, limit: most });
    rememberInUrl({ q: q === '' ? undefined : q });
    if (q !== '') void ask(() => fetchSearch(api, q, most));
  });
  useEffect(() => {
    if (wanted === asked) return undefined;
    const timer = setTimeout(() => search(wanted, FIRST), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [wanted, asked, search]);

  const all = data === null || data.hits.length >= Math.min(data.total, MOST);
  return {
    ...{ typed, setTyped, asked, trouble, loading },
    answer: data,
    stale: loading || wanted !== asked,
    submit: () => search(wanted, limit),
    more: all ? null : () => search(asked, limit === FIRST ? SECOND : MOST),
  };
}
