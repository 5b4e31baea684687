import { AXES } from '../../charts/axes.ts';
import { Kbd } from '../../components/Kbd.tsx';
import { TrackLink } from '../../components/TrackLink.tsx';
import type { Axis } from '../../data/types.ts';

interface TrackChoiceProps {
  track: { recordingId: string; title: string; artistCredit: string };
  axis: Axis;
  /** The key that chooses it; null where none does. */
  hint: string | null;
  /** An answer is on its way; the button keeps its focus. */
  disabled: boolean;
  onChoose: () => void;
}

/** One of two tracks in a comparison: a press says that it has more. */
export function TrackChoice({ track, axis, hint, disabled, onChoose }: TrackChoiceProps) {
  return (
    <div className="flex min-w-0 flex-col">
      <button
        type="button"
        aria-disabled={disabled}
        onClick={onChoose}
        className="flex min-h-24 min-w-0 flex-1 flex-col items-start justify-between gap-3 rounded-card border border-line-strong/50 bg-page p-4 text-left transition-colors hover:border-accent hover:bg-accent-soft aria-disabled:opacity-60"
      >
        <span className="min-w-0 max-w-full">
          <span className="block font-medium break-words">{track.title}</span>
          <span className="block text-[13px] break-words text-ink-soft">{track.artistCredit}</span>
        </span>
        <span className="flex items-center gap-2 text-[13px] text-accent">
          This one is more {AXES[axis].high}
          {hint !== null && <Kbd>{hint}</Kbd>}
        </span>
      </button>
      <span className="mt-1 px-1 text-xs text-ink-faint">
        <TrackLink recordingId={track.recordingId} title="Its page" />
        <span className="sr-only">: {track.title}</span>
      </span>
    </div>
  );
}
