import { Card } from '../../components/Card.tsx';
import { Coverage } from '../../components/Coverage.tsx';
import type { Mixtape } from '../../data/queries/mixtape.ts';
import { plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { describeLeftOut, describeMaking } from '../../text/mixtape-text.ts';
import { SPACE_NAMES } from '../../text/trajectory-text.ts';

/** What the mixtape was made of, what it rests on, what was left out and why. */
export function HowItCameAbout({ mixtape, reader }: { mixtape: Mixtape; reader: Reader }) {
  const leftOut = describeLeftOut(mixtape, reader);
  const { week, notes, space, seed } = mixtape;
  return (
    <Card title="How it came about" className="lg:sticky lg:top-6">
      <div className="space-y-4 text-sm text-ink-soft">
        <p>{describeMaking(mixtape, reader)}</p>
        {notes.map((note) => (
          <p key={note} className="border-l-2 border-warn pl-3 text-ink">
            {note}
          </p>
        ))}
        <p>
          {SPACE_NAMES[space].explanation} The order keeps the steps in tempo, key and energy small, and no artist
          follows on themselves.
        </p>
        {week !== null && (
          <div>
            <p className="mb-1 text-xs text-ink-faint tabular">
              {plural(week.plays, 'play', reader)} of {plural(week.tracks, 'track', reader)} in the week
              {week.inProgress && ', so far'}
            </p>
            <Coverage share={week.coverage} of="of them on the map" reader={reader} />
          </div>
        )}
        {leftOut.length > 0 && (
          <div>
            <h3 className="text-xs font-medium text-ink-faint">Left out</h3>
            <ul className="mt-1 space-y-1 text-[13px]">
              {leftOut.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </div>
        )}
        <p className="text-xs text-ink-faint tabular">
          Number {seed}. The same week, length and number give the same mixtape for as long as your listening stays as
          it is.
        </p>
      </div>
    </Card>
  );
}
