import { useEffect, useState } from 'react';
import type { StreamView } from '../../charts/stream-shape.ts';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { rememberFilters } from '../../data/filter-memory.ts';
import { fetchMoods, fetchMoodsOfWeek, fetchVibes } from '../../data/queries/moods.ts';
import type { Moods, MoodsOfWeek, Vibes } from '../../data/queries/moods.ts';
import { rememberInUrl } from '../../data/url-parameters.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { useEvent } from '../../data/use-event.ts';
import { firstWeek, SPANS, weekToShow } from '../../text/moods-text.ts';
import type { MoodChoice } from './MoodFilters.tsx';

interface Given {
  initial: Answer<Moods>;
  initialWeek: Answer<MoodsOfWeek>;
  choice: MoodChoice;
  view: StreamView;
  now: number;
}

/** What the page of moods shows, and what a reader can change about it: the filters, the view, the week. */
export function useMoodPage({ initial, initialWeek, now, ...given }: Given) {
  const moods = useAnswer(initial);
  const week = useAnswer(initialWeek);
  const [choice, setChoice] = useState(given.choice);
  const [view, setView] = useState(given.view);
  const [isoWeek, setIsoWeek] = useState(initialWeek.data?.week?.isoWeek ?? null);
  const [vibes, setVibes] = useState<{ isoWeek: string; answer: Answer<Vibes> } | null>(null);

  const read = ({ span, ...filters }: MoodChoice) => fetchMoods(api, { ...filters, from: firstWeek(span, now) });
  const loadWeek = (wanted: MoodChoice, chosen: string | null, options?: { quietly: boolean }) => {
    const { artist, label, source } = wanted;
    void week.ask(() => fetchMoodsOfWeek(api, { artist, label, source, week: chosen }), options);
  };
  const readWords = useEvent(async (chosen: string) => {
    const answer = await fetchVibes(api, chosen);
    setVibes((before) => (chosen === isoWeek ? { isoWeek: chosen, answer } : before));
  });
  useEffect(() => {
    if (isoWeek !== null) void readWords(isoWeek);
  }, [isoWeek, readWords]);

  const filter = useEvent((change: Partial<MoodChoice>) => {
    const wanted = { ...choice, ...change };
    setChoice(wanted);
    rememberFilters('/moods', inAddress(wanted, view));
    void moods.ask(async () => {
      const answer = await read(wanted);
      if (answer.data !== null && change.span === undefined) {
        const shown = weekToShow(answer.data, isoWeek) ?? isoWeek;
        setIsoWeek(shown);
        loadWeek(wanted, shown);
      }
      return answer;
    });
  });

  return {
    moods,
    week,
    choice,
    view,
    isoWeek,
    /** Of the week that is shown; null while they are on their way. */
    vibes: vibes !== null && vibes.isoWeek === isoWeek ? vibes.answer : null,
    /** Asks for all of it again. */
    renew: (options?: { quietly: boolean }) => {
      void moods.ask(() => read(choice), options);
      loadWeek(choice, isoWeek, options);
      if (isoWeek !== null) void readWords(isoWeek);
    },
    filter,
    look: (wanted: StreamView) => {
      setView(wanted);
      rememberFilters('/moods', inAddress(choice, wanted));
    },
    selectWeek: (chosen: string) => {
      setIsoWeek(chosen);
      rememberInUrl({ week: chosen });
      loadWeek(choice, chosen);
    },
  };
}

export type MoodPage = ReturnType<typeof useMoodPage>;

function inAddress({ artist, label, source, span }: MoodChoice, view: StreamView) {
  return {
    artist: artist ?? undefined,
    label: label ?? undefined,
    source: source ?? undefined,
    span: span === SPANS[0] ? undefined : span,
    view: view === 'shares' ? undefined : view,
  };
}
