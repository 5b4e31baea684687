import { Coverage } from '../../components/Coverage.tsx';
import { TrackLink } from '../../components/TrackLink.tsx';
import type { VibeWord, Vibes } from '../../data/queries/moods.ts';
import { formatShare, plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';

interface WeekWordsProps {
  vibes: Vibes;
  isFiltered: boolean;
  reader: Reader;
}

/** The words that tell a week from those before it, each with the plays and tracks it rests on. */
export function WeekWords({ vibes, isFiltered, reader }: WeekWordsProps) {
  const { sentence, more, less, reason, coverage, baselineCoverage } = vibes;
  return (
    <div>
      <p className="text-[15px] leading-relaxed">{sentence ?? reason ?? 'Nothing can be said of this week.'}</p>
      {isFiltered && (
        <p className="mt-1 text-xs text-ink-faint">Words are of all plays of the week, whatever the filter.</p>
      )}
      {(more.length > 0 || less.length > 0) && (
        <>
          <ul className="mt-3 flex flex-wrap items-start gap-1.5">
            {more.map((word) => (
              <Word key={word.word} word={word} direction="more" reader={reader} />
            ))}
            {less.map((word) => (
              <Word key={word.word} word={word} direction="less" reader={reader} />
            ))}
          </ul>
          <div className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
            <Coverage share={coverage} of="of this week’s plays have words" reader={reader} />
            <Coverage share={baselineCoverage} of="of those before" reader={reader} />
          </div>
        </>
      )}
    </div>
  );
}

interface WordProps {
  word: VibeWord;
  direction: 'more' | 'less';
  reader: Reader;
}

function Word({ word, direction, reader }: WordProps) {
  const { share, baselineShare, plays, trackCount, artistCount, tracks } = word;
  return (
    <li className="max-w-full">
      <details className="rounded-lg border border-line open:bg-raised">
        <summary className="rounded-lg px-2.5 py-1 text-[13px] marker:content-none hover:bg-raised [&::-webkit-details-marker]:hidden">
          <span className="text-ink-faint">{direction} </span>
          <span className="font-medium">{word.word}</span>
          <span className="ml-1.5 text-ink-faint tabular">
            {formatShare(baselineShare, reader)} → {formatShare(share, reader)}
          </span>
        </summary>
        <div className="max-w-sm px-2.5 pb-2 text-[13px] text-ink-soft">
          <p>
            {formatShare(share, reader)} of this week’s plays, {formatShare(baselineShare, reader)} of those before. It
            rests on {plural(plays, 'play', reader)} of {plural(trackCount, 'track', reader)} by{' '}
            {plural(artistCount, 'artist', reader)}
            {direction === 'less' && ' in the weeks before'}.
          </p>
          <ol className="mt-1.5 space-y-0.5">
            {tracks.map(({ recordingId, title, artistCredit, plays: count }) => (
              <li key={recordingId} className="flex justify-between gap-3">
                <span className="min-w-0 truncate">
                  <TrackLink recordingId={recordingId} title={title} />
                  <span className="text-ink-faint"> · {artistCredit}</span>
                </span>
                <span className="shrink-0 text-ink-faint tabular">{plural(count, 'play', reader)}</span>
              </li>
            ))}
          </ol>
        </div>
      </details>
    </li>
  );
}
