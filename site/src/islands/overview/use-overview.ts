import { useEffect, useState } from 'react';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { fetchOverview, fetchRecentListens } from '../../data/queries.ts';
import type { Alert, Vibes } from '../../data/queries/moods.ts';
import { fetchCalendar, fetchNewestVibes, fetchOpenAlerts } from '../../data/queries/overview.ts';
import type { Calendar } from '../../data/queries/overview.ts';
import { rememberInUrl } from '../../data/url-parameters.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { useEvent } from '../../data/use-event.ts';
import type { Overview, RecentListen } from '../../data/types.ts';

/** What the server has asked for; null for what it did not wait for, which is asked for here. */
export interface OverviewAnswers {
  initial: Answer<Overview>;
  listens: Answer<RecentListen[]> | null;
  calendar: Answer<Calendar> | null;
  vibes: Answer<Vibes> | null;
  alerts: Answer<Alert[]> | null;
  /** Of the calendar; null for the last twelve months. */
  year: number | null;
}

const quietly = { quietly: true };

/** Everything that the overview shows, and how it is asked for again. */
export function useOverview(given: OverviewAnswers) {
  const overview = useAnswer(given.initial);
  const listens = useAnswer(given.listens);
  const calendar = useAnswer(given.calendar);
  const vibes = useAnswer(given.vibes);
  const alerts = useAnswer(given.alerts);
  const [year, setYear] = useState(given.year);

  const askListens = () => listens.ask(() => fetchRecentListens(api), quietly);
  const askCalendar = (of: number | null, options?: typeof quietly) =>
    calendar.ask(() => fetchCalendar(api, of), options);
  const askVibes = () => vibes.ask(() => fetchNewestVibes(api), quietly);
  const askAlerts = () => alerts.ask(() => fetchOpenAlerts(api), quietly);
  const askOverview = async () => {
    const answer = await fetchOverview(api);
    // Whose listens these are stands in the frame, which only the server makes: a demo must say that it is one.
    if (answer.data !== null && answer.data.listener.isDemo !== given.initial.data?.listener.isDemo) location.reload();
    return answer;
  };
  const reload = () => {
    // Made without data, the whole page is made anew: the frame around it knows of the listener too.
    if (overview.data === null) {
      location.reload();
      return;
    }
    void overview.ask(askOverview, quietly);
    void askListens();
    void askCalendar(year, quietly);
    void askVibes();
    void askAlerts();
  };
  const chooseYear = (wanted: number | null) => {
    setYear(wanted);
    rememberInUrl({ year: wanted === null ? undefined : String(wanted) });
    void askCalendar(wanted);
  };

  const askForWhatIsMissing = useEvent(() => {
    if (given.initial.data === null) return;
    if (given.listens === null) void askListens();
    if (given.calendar === null) void askCalendar(year, quietly);
    if (given.vibes === null) void askVibes();
    if (given.alerts === null) void askAlerts();
  });
  useEffect(() => askForWhatIsMissing(), [askForWhatIsMissing]);

  return { overview, listens, calendar, vibes, alerts, year, chooseYear, askAlerts, reload };
}
