import { formatShare } from '../text/format.ts';
import type { Reader } from '../text/format.ts';

interface CoverageProps {
  /** Share of 0 to 1; null where it is not known. */
  share: number | null;
  /** What the number rests on: "of plays". */
  of?: string;
  reader: Reader;
}

/** The share that a number rests on, looking the same wherever a number stands. */
export function Coverage({ share, of = 'of plays', reader }: CoverageProps) {
  return (
    <span className="inline-flex items-center gap-2 text-xs text-ink-faint tabular">
      <svg width="36" height="4" viewBox="0 0 36 4" aria-hidden="true" className="shrink-0">
        <rect width="36" height="4" rx="2" fill="var(--line)" />
        {share !== null && share > 0 && (
          <rect width={Math.max(3, 36 * share)} height="4" rx="2" fill="var(--ink-faint)" />
        )}
      </svg>
      <span>
        <span className="sr-only">Rests on </span>
        {formatShare(share, reader)} {of}
      </span>
    </span>
  );
}
