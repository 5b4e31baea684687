import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { Icon } from '../../components/Icon.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer } from '../../data/answer.ts';
import type { SearchAnswer } from '../../data/queries/search.ts';
import type { Reader } from '../../text/format.ts';
import { Examples } from './Examples.tsx';
import { Results } from './Results.tsx';
import { useSearch } from './use-search.ts';

interface SearchIslandProps {
  q: string;
  /** Null where nothing was asked yet. */
  initial: Answer<SearchAnswer> | null;
  reader: Reader;
}

/** Tracks by words, and artists by their names: results come while one types, and arrow keys walk through them. */
export function SearchIsland({ q, initial, reader }: SearchIslandProps) {
  const search = useSearch(q, initial);
  const field = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLDivElement>(null);

  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    const links = [...(results.current?.querySelectorAll<HTMLAnchorElement>('a[data-hit]') ?? [])];
    const next = links.findIndex((link) => link === document.activeElement) + by;
    if (next >= links.length) return;
    event.preventDefault();
    if (next < 0) field.current?.focus();
    else links[next]?.focus();
  };

  return (
    <div onKeyDown={walk}>
      <form
        role="search"
        action="/search"
        onSubmit={(event) => {
          event.preventDefault();
          search.submit();
        }}
        className="relative"
      >
        <span className="pointer-events-none absolute inset-y-0 left-4 flex items-center text-ink-faint">
          <Icon name="search" />
        </span>
        <input
          ref={field}
          data-search
          type="search"
          name="q"
          value={search.typed}
          maxLength={200}
          aria-label="Search your tracks and artists"
          placeholder="A mood, a tag, a title, an artist"
          autoComplete="off"
          spellCheck={false}
          autoFocus={q === ''}
          onInput={(event) => search.setTyped(event.currentTarget.value)}
          className="h-13 w-full rounded-card border border-line-strong/50 bg-surface pr-4 pl-12 text-base placeholder:text-ink-faint"
        />
      </form>
      <div ref={results} className="mt-5 space-y-5" aria-busy={search.loading}>
        {search.trouble !== null && (
          <TroubleBanner
            trouble={search.trouble}
            onRetry={() => (search.asked === '' ? location.reload() : search.submit())}
          />
        )}
        {search.asked === '' && search.trouble === null && <Examples onChoose={search.setTyped} />}
        {search.asked !== '' && <Results search={search} reader={reader} />}
      </div>
    </div>
  );
}
