import { MoodSwatch } from '../../charts/MoodSwatch.tsx';
import { MOODS, WITHOUT_MOOD } from '../../charts/moods.ts';
import type { MoodShare } from '../../text/moods-text.ts';
import { formatShare } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';

interface MoodLegendProps {
  /** Of the plays shown that have a mood. */
  shares: readonly MoodShare[];
  hasUnknown: boolean;
  emphasis: string | null;
  onEmphasise: (mood: string | null) => void;
  reader: Reader;
}

/** What the colours mean, from energetic to calm as they are stacked; a press brings one mood forward. */
export function MoodLegend({ shares, hasUnknown, emphasis, onEmphasise, reader }: MoodLegendProps) {
  const shareOf = (mood: string) => shares.find((one) => one.mood === mood)?.share ?? 0;
  return (
    <ul className="flex flex-wrap gap-1.5">
      {MOODS.toReversed().map(({ mood, name, meaning }) => (
        <li key={mood}>
          <button
            type="button"
            aria-pressed={emphasis === mood}
            title={`${name}: ${meaning}`}
            onClick={() => onEmphasise(emphasis === mood ? null : mood)}
            className="flex min-h-8 items-center gap-2 rounded-lg border border-line px-2.5 py-1 text-[13px] hover:bg-raised aria-pressed:border-accent aria-pressed:bg-accent-soft"
          >
            <MoodSwatch mood={mood} />
            <span>{name}</span>
            <span className="text-ink-faint tabular">{formatShare(shareOf(mood), reader)}</span>
          </button>
        </li>
      ))}
      {hasUnknown && (
        <li className="flex min-h-8 items-center gap-2 px-2.5 py-1 text-[13px] text-ink-soft">
          <MoodSwatch mood={null} />
          {WITHOUT_MOOD.name}
        </li>
      )}
    </ul>
  );
}
