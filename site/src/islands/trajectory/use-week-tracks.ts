import { useEffect, useRef, useState } from 'react';
import type { Answer, Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { fetchWeekTracks } from '../../data/queries/taste-map.ts';
import type { Axis, Space, WeekTracks } from '../../data/types.ts';

interface Wanted {
  week: string | null;
  space: Space;
  axis: Axis;
  /** Changes when the answers may have: what was kept is asked for again. */
  version: string;
}

/** What was heard in the chosen week. Asked for once a week has been looked at for a moment, and kept while stepping to and fro. */
export function useWeekTracks({ week, space, axis, version }: Wanted): {
  tracks: WeekTracks | null;
  trouble: Trouble | null;
} {
  const kept = useRef({ version, answers: new Map<string, Answer<WeekTracks>>() });
  if (kept.current.version !== version) kept.current = { version, answers: new Map() };
  const [, setNewest] = useState('');
  const key = `${week ?? ''} ${space} ${axis}`;

  useEffect(() => {
    const { answers } = kept.current;
    if (week === null || answers.get(key)?.data != null) return undefined;
    const timer = setTimeout(() => {
      void fetchWeekTracks(api, { week, space, axis }).then((answer) => {
        answers.set(key, answer);
        setNewest(`${version} ${key}`);
      });
    }, PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [key, version, week, space, axis]);
  const answer = kept.current.answers.get(key);
  return { tracks: answer?.data ?? null, trouble: answer?.trouble ?? null };
}

const PAUSE_MILLISECONDS = 60;
