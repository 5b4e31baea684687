import { Coverage } from '../../components/Coverage.tsx';
import type { VibeWord, Vibes } from '../../data/queries/moods.ts';
import { formatShare } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';

const MOST_MORE = 6;
const MOST_LESS = 4;

/** The words that tell the week from those before it. Each leads to the music behind it. */
export function WeekWords({ vibes, reader }: { vibes: Vibes; reader: Reader }) {
  if (vibes.more.length === 0 && vibes.less.length === 0) return null;
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-3">
      <Words name="More" words={vibes.more.slice(0, MOST_MORE)} look="bg-accent-soft text-accent" reader={reader} />
      <Words name="Less" words={vibes.less.slice(0, MOST_LESS)} look="bg-raised text-ink-soft" reader={reader} />
      <Coverage share={vibes.coverage} of="of plays have words" reader={reader} />
    </div>
  );
}

interface WordsProps {
  name: string;
  words: readonly VibeWord[];
  look: string;
  reader: Reader;
}

function Words({ name, words, look, reader }: WordsProps) {
  if (words.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-[13px] text-ink-faint">{name}</span>
      <ul className="flex flex-wrap gap-1.5">
        {words.map(({ word, share, baselineShare }) => (
          <li key={word}>
            <a
              href={`/search?q=${encodeURIComponent(word)}`}
              title={`${formatShare(share, reader)} of plays, ${formatShare(baselineShare, reader)} in the weeks before`}
              className={`block max-w-60 truncate rounded-full px-3 py-1 text-[13px] font-medium hover:underline ${look}`}
            >
              {word}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
