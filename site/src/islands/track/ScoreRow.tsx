import { useRef, useState } from 'react';
import { AXES } from '../../charts/axes.ts';
import { Button } from '../../components/Button.tsx';
import type { TrackScore } from '../../data/queries/tracks.ts';
import type { Label } from '../../data/queries/labels.ts';
import type { Axis } from '../../data/types.ts';
import { formatDecimal, UNKNOWN } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { formatBounds, placeInWords } from '../../text/track-text.ts';
import { EffectNote } from '../labels/EffectNote.tsx';
import type { Applied } from '../labels/use-labelling.ts';
import { AxisBand } from './AxisBand.tsx';
import { AxisSlider } from './AxisSlider.tsx';
import { SourceShares } from './SourceShares.tsx';

interface ScoreRowProps {
  axis: Axis;
  score: TrackScore | undefined;
  label: Label | undefined;
  /** The change just made on this axis, and where the score lay before it. */
  applied: Applied | null;
  before: TrackScore | undefined;
  busy: boolean;
  onSay: (value: number) => Promise<boolean>;
  onWithdraw: (label: Label) => void;
  reader: Reader;
}

/** One axis of a track: where it lies, what that rests on, and the listener's own word on it. */
export function ScoreRow({ axis, score, label, applied, before, busy, onSay, onWithdraw, reader }: ScoreRowProps) {
  const [editing, setEditing] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const close = () => {
    setEditing(false);
    // Back to where the reader came from, which is drawn again only after this.
    requestAnimationFrame(() => row.current?.querySelector<HTMLButtonElement>('[data-correct]')?.focus());
  };
  const { name, low, high } = AXES[axis];
  return (
    <li ref={row} className="py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h3 className="font-medium">{name}</h3>
        <p className="order-3 w-full text-sm text-ink-soft tabular sm:order-none sm:ml-auto sm:w-auto">
          <Reading axis={axis} score={score} reader={reader} />
        </p>
        {!editing && (
          <Button data-correct look="quiet" size="small" onClick={() => setEditing(true)}>
            <Verb label={label} /> <span className="sr-only">{name}</span>
          </Button>
        )}
      </div>
      <div className="mt-2 grid grid-cols-2 items-center gap-x-3 sm:grid-cols-[5.5rem_minmax(0,1fr)_5.5rem]">
        <span className="order-2 text-xs text-ink-faint sm:order-none" aria-hidden="true">
          {low}
        </span>
        <div className="order-1 col-span-2 px-1.5 sm:order-none sm:col-span-1">
          <AxisBand score={score} before={before} said={label?.value ?? null} />
        </div>
        <span className="order-3 text-right text-xs text-ink-faint sm:order-none sm:text-left" aria-hidden="true">
          {high}
        </span>
      </div>
      <div className="mt-1.5 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <div className="min-w-0 flex-1 basis-60">
          <Grounds axis={axis} score={score} reader={reader} />
        </div>
        {label !== undefined && !editing && (
          <OwnLabel label={label} busy={busy} onWithdraw={onWithdraw} reader={reader} />
        )}
      </div>
      {editing && (
        <AxisSlider
          axis={axis}
          initial={label?.value ?? score?.value ?? 0.5}
          busy={busy}
          onSave={async (value) => {
            if (await onSay(value)) close();
          }}
          onCancel={close}
          reader={reader}
        />
      )}
      {applied !== null && (
        <div className="mt-3">
          <EffectNote applied={applied} busy={busy} reader={reader} />
        </div>
      )}
    </li>
  );
}

interface ReadingProps {
  axis: Axis;
  score: TrackScore | undefined;
  reader: Reader;
}

/** In words and numbers: the value only where its interval has been shown to hold, else the band alone. */
function Reading({ axis, score, reader }: ReadingProps) {
  if (score === undefined) return <>{UNKNOWN} not scored yet</>;
  return (
    <>
      <span className="text-ink">{placeInWords(axis, score)}</span>
      {' · '}
      {score.calibrated
        ? `${formatDecimal(score.value, reader)} (${formatBounds(score, reader)})`
        : formatBounds(score, reader)}
    </>
  );
}

function Verb({ label }: { label: Label | undefined }) {
  return <>{label === undefined ? 'Correct' : 'Change'}</>;
}

function Grounds({ axis, score, reader }: ReadingProps) {
  return score === undefined ? (
    <p className="text-[13px] text-ink-soft">Nothing speaks of it yet.</p>
  ) : (
    <SourceShares axis={axis} score={score} reader={reader} />
  );
}

interface OwnLabelProps {
  label: Label;
  busy: boolean;
  onWithdraw: (label: Label) => void;
  reader: Reader;
}

function OwnLabel({ label, busy, onWithdraw, reader }: OwnLabelProps) {
  return (
    <p className="flex items-center gap-2 self-start">
      <span className="text-[13px] text-compare tabular">You said {formatDecimal(label.value, reader)}</span>
      <Button look="plain" size="small" disabled={busy} onClick={() => onWithdraw(label)}>
        Withdraw<span className="sr-only"> your label for {AXES[label.axis].name}</span>
      </Button>
    </p>
  );
}
