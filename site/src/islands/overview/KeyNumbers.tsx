import { Coverage } from '../../components/Coverage.tsx';
import { Stat } from '../../components/Stat.tsx';
import type { Overview } from '../../data/types.ts';
import { formatDay } from '../../text/dates.ts';
import { formatCount, formatDecimal, formatShare } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { compareListens } from '../../text/overview-text.ts';
import { SPACE_NAMES } from '../../text/trajectory-text.ts';

/** The week in four numbers, each with what it is set against and what it rests on. */
export function KeyNumbers({ overview, reader }: { overview: Overview; reader: Reader }) {
  const { listens, diversity, momentum, coverage, tracks } = overview;
  return (
    <dl className="grid grid-cols-2 gap-3 sm:gap-5 lg:grid-cols-4">
      <Stat
        label="Listens this week"
        value={formatCount(listens.thisWeek, reader)}
        note={compareListens(overview, reader)}
        coverage={
          <span className="text-xs text-ink-faint tabular">
            {formatCount(listens.total, reader)} in all
            {listens.firstAt === null ? '' : ` since ${formatDay(listens.firstAt, reader)}`}
          </span>
        }
        explanation="Everything that you played this week, each play counted once."
      />
      <Stat
        label="Diversity"
        value={diversity === null ? null : formatDecimal(diversity.effectiveArtists, reader, 1)}
        reason="No listens in this week yet."
        note={
          diversity?.baseline26Weeks == null
            ? 'artists, if played evenly'
            : `artists · usually ${formatDecimal(diversity.baseline26Weeks, reader, 1)}`
        }
        coverage={diversity !== null && <Coverage share={1} reader={reader} />}
        explanation="How many equally played artists your week amounts to. Usually: over the 26 weeks before."
      />
      <Stat
        label="Momentum"
        value={momentum === null ? null : formatDecimal(momentum.value, reader)}
        reason="Needs two weeks on the map."
        note={
          momentum !== null &&
          `${momentum.baseline26Weeks === null ? '' : `usually ${formatDecimal(momentum.baseline26Weeks, reader)} · `}${SPACE_NAMES[momentum.space].space}`
        }
        coverage={momentum !== null && <Coverage share={momentum.coverage} reader={reader} />}
        explanation="How far your centre of taste moved, smoothed over four weeks. Usually: over the 26 weeks before."
      />
      <Stat
        label="Plays with measured audio"
        value={listens.total === 0 ? null : formatShare(coverage.audio, reader)}
        reason="No listens yet."
        note={`${formatCount(tracks.withAudio, reader)} of ${formatCount(tracks.distinct, reader)} tracks`}
        coverage={
          <Coverage share={listens.total === 0 ? null : coverage.scores} of="of plays scored" reader={reader} />
        }
        explanation="The share of all your plays whose track was measured from your own audio. The rest is scored from tags where there are any."
      />
    </dl>
  );
}
