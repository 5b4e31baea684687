import { useId } from 'react';
import { Icon } from '../../components/Icon.tsx';
import type { SearchArtist } from '../../data/queries/search.ts';
import { plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';

interface FoundArtistsProps {
  artists: readonly SearchArtist[];
  /** Newer results are on their way. */
  stale: boolean;
  reader: Reader;
}

/** The artists whose names fit, each a way to their page. */
export function FoundArtists({ artists, stale, reader }: FoundArtistsProps) {
  const id = useId();
  return (
    <section className={`mt-4 ${stale ? 'opacity-60' : ''}`}>
      <h2 id={id} className="text-sm text-ink-soft">
        Artists
      </h2>
      <ul aria-labelledby={id} className="mt-2 flex flex-wrap gap-2">
        {artists.map((artist) => (
          <li key={artist.id} className="max-w-full">
            <a
              data-hit
              href={`/artists/${artist.id}`}
              className="flex items-center gap-2.5 rounded-lg border border-line bg-surface px-3 py-2 hover:border-accent hover:text-accent"
            >
              <Icon name="person" size={18} />
              <span className="min-w-0 break-words">
                <span className="font-medium">{artist.name}</span>
                <span className="text-[13px] text-ink-soft"> · {plural(artist.plays, 'play', reader)}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
