import { EXAMPLES } from '../../text/search-text.ts';

/** How to search, and searches to begin with. */
export function Examples({ onChoose }: { onChoose: (q: string) => void }) {
  return (
    <div className="text-sm text-ink-soft">
      <p>
        Words count together. “Not” and “without” deny the next tag. A word that scores speak of, such as calm or happy,
        finds tracks by their scores too.
      </p>
      <ul className="mt-3 flex flex-wrap gap-2" aria-label="Examples">
        {EXAMPLES.map((example) => (
          <li key={example}>
            <a
              href={`/search?q=${encodeURIComponent(example)}`}
              onClick={(event) => {
                event.preventDefault();
                onChoose(example);
              }}
              className="inline-block rounded-lg border border-line bg-surface px-3 py-1.5 hover:border-accent hover:text-accent"
            >
              {example}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
