import { useShortcut } from './use-shortcut.ts';
import { stepFrom } from './step-from.ts';

interface WeekKeys<Week extends { isoWeek: string }> {
  /** Oldest first. */
  weeks: readonly Week[];
  /** The week that is shown; null before one is chosen: then the newest counts. */
  isoWeek: string | null;
  onSelect: (week: Week) => void;
}

/** Arrow keys step through the weeks, with Shift four at a time. For every page that shows one week of many. */
export function useWeekKeys<Week extends { isoWeek: string }>({ weeks, isoWeek, onSelect }: WeekKeys<Week>): void {
  const step = (by: number) => () => {
    const week = stepFrom(weeks, isoWeek, by);
    if (week !== null) onSelect(week);
  };
  const enabled = weeks.length > 1;
  useShortcut({ keys: 'ArrowLeft', name: 'The week before', enabled }, step(-1));
  useShortcut({ keys: 'ArrowRight', name: 'The next week', enabled }, step(1));
  useShortcut({ keys: 'Shift+ArrowLeft', name: 'Four weeks back', enabled }, step(-4));
  useShortcut({ keys: 'Shift+ArrowRight', name: 'Four weeks on', enabled }, step(4));
}
