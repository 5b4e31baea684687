import { Coverage } from '../../components/Coverage.tsx';
import type { SearchAnswer, SearchHit, SearchTerm } from '../../data/queries/search.ts';
import { formatCount, plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { describeTerm, ofYours, reasonsOf } from '../../text/search-text.ts';
import type { Reason } from '../../text/search-text.ts';
import { AddToPlaylist } from '../playlists/AddToPlaylist.tsx';
import { FoundArtists } from './FoundArtists.tsx';

interface FoundProps {
  answer: SearchAnswer;
  /** Newer results are on their way. */
  stale: boolean;
  reader: Reader;
}

/** What was understood, the artists of that name, and the tracks that fit best, each with why. */
export function Found({ answer, stale, reader }: FoundProps) {
  const { terms, artists, hits, total, searched, coverage } = answer;
  return (
    <>
      <p role="status" className="text-sm text-ink-soft">
        <b className="font-medium text-ink">{plural(total, 'track', reader)}</b> of {formatCount(searched, reader)} that
        you have heard
        {artists.length > 0 && <> · {ofYours(artists.length, 'artist')}</>}
        {terms.length > 0 && <> · {terms.map(describeTerm).join(' · ')}</>}
      </p>
      {artists.length > 0 && <FoundArtists artists={artists} stale={stale} reader={reader} />}
      {hits.length > 0 && (
        <ol
          className={`mt-4 divide-y divide-line rounded-card border border-line bg-surface ${stale ? 'opacity-60' : ''}`}
        >
          {hits.map((hit) => (
            <Hit key={hit.recordingId} hit={hit} terms={terms} reader={reader} />
          ))}
        </ol>
      )}
      {searched > 0 && (
        <p className="mt-3">
          <Coverage share={coverage} of="of plays have more than a name to be found by" reader={reader} />
        </p>
      )}
    </>
  );
}

function Hit({ hit, terms, reader }: { hit: SearchHit; terms: readonly SearchTerm[]; reader: Reader }) {
  return (
    <li className="flex items-start gap-3 px-4 py-3 focus-within:bg-raised hover:bg-raised">
      <div className="min-w-0 flex-1">
        <a
          data-hit
          href={`/tracks/${hit.recordingId}`}
          className="font-medium break-words underline-offset-4 hover:text-accent hover:underline"
        >
          {hit.title}
        </a>
        <p className="text-[13px] break-words text-ink-soft">
          {hit.artistCredit}
          <span className="text-ink-faint"> · {plural(hit.plays, 'play', reader)}</span>
        </p>
        <ul className="mt-1.5 flex flex-wrap gap-1.5" aria-label="Found because">
          {reasonsOf(hit, terms).map((reason) => (
            <Because key={reason.text} reason={reason} />
          ))}
        </ul>
      </div>
      <AddToPlaylist recordingIds={[hit.recordingId]} label={hit.title} look="icon" />
    </li>
  );
}

/** Stronger evidence stands darker; what speaks against is crossed with a minus. */
function Because({ reason: { text, against, strength } }: { reason: Reason }) {
  const tone = against
    ? 'bg-warn-soft text-warn'
    : strength >= 0.5
      ? 'bg-accent-soft text-accent'
      : 'bg-raised text-ink-soft';
  return (
    <li className={`rounded-md px-1.5 py-0.5 text-xs leading-4 ${tone}`}>
      {against && <span>although </span>}
      {text}
    </li>
  );
}
