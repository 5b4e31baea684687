import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Dialog } from '../components/Dialog.tsx';
import { Icon } from '../components/Icon.tsx';
import { useFoundMusic } from './use-found-music.ts';
import { findPages } from './find-pages.ts';
import type { Found } from './find-pages.ts';

/** Finds a page, or one of the listener's artists and tracks, and goes there. A combobox with its list (WAI-ARIA practices). */
export function Palette({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const { music, note } = useFoundMusic(query);
  const found: readonly Found[] = [...findPages(query), ...music];
  const current = Math.min(at, found.length - 1);

  useEffect(() => list.current?.children[current]?.scrollIntoView({ block: 'nearest' }), [current]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setAt((current + step + found.length) % found.length);
    }
    if (event.key === 'Enter' && found[current] !== undefined) {
      event.preventDefault();
      location.assign(found[current].path);
    }
  };

  return (
    <Dialog open title="Find a page, an artist or a track" onClose={onClose} bare>
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Icon name="search" size={18} />
        <input
          autoFocus
          role="combobox"
          aria-label="Find a page, an artist or a track"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={found.length > 0 ? `${id}-${current}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="A page, a title, an artist, a word for a sound"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-13 w-full min-w-0 bg-transparent text-base outline-none placeholder:text-ink-faint"
        />
      </div>
      <ul ref={list} id={`${id}-list`} role="listbox" aria-label="Found" className="max-h-[50dvh] overflow-y-auto p-2">
        {found.map((each, index) => (
          <li
            key={each.path}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === current}
            onPointerMove={() => setAt(index)}
            onClick={() => location.assign(each.path)}
            className="flex cursor-pointer items-center gap-3 rounded-lg px-3 py-2 text-ink-soft aria-selected:bg-accent-soft aria-selected:text-accent"
          >
            <Icon name={each.icon} size={18} />
            <span className="min-w-0 flex-1 truncate">
              <span className="text-ink">{each.name}</span>
              {each.note !== undefined && <span className="text-[13px] text-ink-soft"> · {each.note}</span>}
            </span>
          </li>
        ))}
      </ul>
      <p role="status" className="min-h-9 border-t border-line px-5 py-2 text-xs text-ink-faint">
        {note}
      </p>
    </Dialog>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
