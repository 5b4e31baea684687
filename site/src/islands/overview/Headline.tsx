import type { Vibes } from '../../data/queries/moods.ts';
import type { Overview } from '../../data/types.ts';
import type { Reader } from '../../text/format.ts';
import { describeCurrentWeek, withoutChange } from '../../text/overview-text.ts';
import { WeekWords } from './WeekWords.tsx';

interface HeadlineProps {
  overview: Overview;
  vibes: Vibes | null;
  reader: Reader;
}

/** Which week it is, what changed in one sentence, and the words of the week. */
export function Headline({ overview, vibes, reader }: HeadlineProps) {
  const { week, changed } = overview;
  return (
    <header className="pb-3">
      <p className="text-sm text-ink-soft">{week === null ? 'No week yet' : describeCurrentWeek(week, reader)}</p>
      <h1 className="mt-1.5 max-w-3xl text-[22px] leading-snug font-semibold tracking-tight sm:text-[26px]">
        {changed ?? withoutChange(overview)}
      </h1>
      {changed !== null && (
        <p className="mt-2 flex flex-wrap gap-x-4 text-sm">
          <a className={LINK} href="/radar">
            Axis by axis
          </a>
          <a className={LINK} href="/moods#changes">
            Changes of taste
          </a>
        </p>
      )}
      {vibes !== null && <WeekWords vibes={vibes} reader={reader} />}
    </header>
  );
}

const LINK = 'rounded text-accent underline decoration-accent/40 underline-offset-4 hover:decoration-accent';
