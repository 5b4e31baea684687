import type { ReactNode } from 'react';
import { rampColor } from '../../charts/ramp.ts';
import { formatDecimal, UNKNOWN } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { formatLength } from '../../text/playlist-text.ts';
import type { FlowTrack } from '../../text/playlist-text.ts';

/** Tempo, key, energy and length at the end of a track's row; on a phone energy and length alone. */
export function TrackFacts({
  track,
  assumed = false,
  reader,
}: {
  track: FlowTrack;
  assumed?: boolean;
  reader: Reader;
}) {
  const { tempoBpm, key, energy, durationSeconds } = track;
  return (
    <dl className="flex shrink-0 items-center gap-x-2 text-[13px] sm:gap-x-4 text-ink-soft tabular">
      {(tempoBpm !== null || key !== null) && (
        <>
          <Fact name="Tempo" className="w-16 text-right max-md:hidden">
            {tempoBpm === null ? UNKNOWN : `${Math.round(tempoBpm)} BPM`}
          </Fact>
          <Fact name={key === null ? 'Key' : `Key, ${key.name} ${key.mode}`} className="w-8 text-right max-md:hidden">
            {key?.wheel ?? UNKNOWN}
          </Fact>
        </>
      )}
      <Fact name="Energy" className="flex w-14 items-center justify-end gap-1.5 max-sm:w-auto">
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
          <circle cx="5" cy="5" r="4.5" fill={rampColor(energy)} />
        </svg>
        <span className="max-sm:sr-only" title={energy === null ? 'Not scored yet' : undefined}>
          {formatDecimal(energy, reader)}
        </span>
      </Fact>
      <Fact name="Length" className="w-10 text-right">
        {durationSeconds === null ? (
          <span title="The length is not known">{UNKNOWN}</span>
        ) : (
          <span title={assumed ? 'Not known; the median of the others stands for it' : undefined}>
            {assumed && '~'}
            {formatLength(durationSeconds)}
          </span>
        )}
      </Fact>
    </dl>
  );
}

function Fact({ name, className, children }: { name: string; className: string; children: ReactNode }) {
  return (
    <div title={name} className={className}>
      <dt className="sr-only">{name}</dt>
      <dd className="contents">{children}</dd>
    </div>
  );
}
