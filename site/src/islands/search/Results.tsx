import { Button, buttonClass } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { formatCount } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { Found } from './Found.tsx';
import type { Search } from './use-search.ts';

interface ResultsProps {
  search: Search;
  reader: Reader;
}

/** What was found so far, or why nothing was. */
export function Results({ search: { answer, loading, stale, more }, reader }: ResultsProps) {
  if (answer === null) return null;
  if (answer.searched === 0) return stale ? null : <NothingFound searched={0} />;
  const isEmpty = answer.hits.length === 0 && answer.artists.length === 0;
  return (
    <>
      <Found answer={answer} stale={stale} reader={reader} />
      {isEmpty && !stale && <NothingFound searched={answer.searched} />}
      {more !== null && (
        <div className="text-center">
          <Button look="quiet" disabled={loading} onClick={more}>
            Show more of {formatCount(answer.total, reader)}
          </Button>
        </div>
      )}
    </>
  );
}

function NothingFound({ searched }: { searched: number }) {
  return searched === 0 ? (
    <EmptyState
      title="There is nothing to search yet"
      reason="Search works on the tracks that you have heard, and none is here."
      action={
        <a href="/imports" className={buttonClass()}>
          Bring your music
        </a>
      }
    />
  ) : (
    <EmptyState
      title="Nothing found"
      reason="Nothing that you have heard has such tags, scores or names. Try fewer or more common words."
    />
  );
}
