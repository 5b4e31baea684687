import { MoodSwatch } from '../../charts/MoodSwatch.tsx';
import { moodText } from '../../charts/moods.ts';
import { TrackLink } from '../../components/TrackLink.tsx';
import type { MoodsOfWeek } from '../../data/queries/moods.ts';
import { formatShare, plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import type { MoodShare } from '../../text/moods-text.ts';

interface WeekMoodsProps {
  moods: MoodsOfWeek['moods'];
  usual: readonly MoodShare[];
  reader: Reader;
}

/** The shares of a week's moods beside what is usual; each opens to the tracks that make most of it. */
export function WeekMoods({ moods, usual, reader }: WeekMoodsProps) {
  const most = Math.max(...moods.map(({ share }) => share), ...usual.map(({ share }) => share), 0.01);
  return (
    <>
      <ul className="space-y-1">
        {moods.map(({ mood, share, tracks }) => {
          const { name, meaning, color } = moodText(mood);
          const before = usual.find((one) => one.mood === mood)?.share ?? 0;
          return (
            <li key={mood}>
              <details className="group rounded-lg open:bg-raised">
                <summary className="rounded-lg px-2 py-1.5 marker:content-none hover:bg-raised [&::-webkit-details-marker]:hidden">
                  <span className="flex items-baseline justify-between gap-3 text-sm">
                    <span className="flex items-center gap-2">
                      <MoodSwatch mood={mood} />
                      {name}
                      <span className="hidden text-xs text-ink-faint sm:inline">{meaning}</span>
                    </span>
                    <span className="whitespace-nowrap tabular">
                      {formatShare(share, reader)}
                      <span className="ml-2 text-xs text-ink-faint">usually {formatShare(before, reader)}</span>
                    </span>
                  </span>
                  <svg
                    viewBox="0 0 100 6"
                    preserveAspectRatio="none"
                    className="mt-1.5 block h-1.5 w-full overflow-visible"
                    aria-hidden="true"
                  >
                    <rect width="100" height="6" fill="var(--line)" />
                    <rect width={(share / most) * 100} height="6" fill={`var(${color})`} />
                    <path
                      d={`M${(before / most) * 100} -3V9`}
                      stroke="var(--ink)"
                      strokeWidth="2"
                      vectorEffect="non-scaling-stroke"
                    />
                  </svg>
                </summary>
                <ol className="space-y-1 px-2 pt-1 pb-2.5 text-[13px]">
                  {tracks.map(({ recordingId, title, artistCredit, plays, chance }) => (
                    <li key={recordingId} className="flex justify-between gap-3">
                      <span className="min-w-0 truncate">
                        <TrackLink recordingId={recordingId} title={title} />
                        <span className="text-ink-faint"> · {artistCredit}</span>
                      </span>
                      <span className="shrink-0 text-ink-faint tabular">
                        {plural(plays, 'play', reader)}, {formatShare(chance, reader)} likely
                      </span>
                    </li>
                  ))}
                </ol>
              </details>
            </li>
          );
        })}
      </ul>
      <p className="mt-2 px-2 text-xs text-ink-faint">
        The line across each bar is the share over all weeks shown. Open a mood to see which tracks make it.
      </p>
    </>
  );
}
