import { Card } from '../../components/Card.tsx';
import { serviceName } from '../../text/sources-text.ts';

interface Tag {
  tag: string;
  source: string;
  weight: number;
}

/** Tags, strongest first, each leading to a search for it; the same tag of several services stands once. */
export function TagsCard({ tags, empty }: { tags: readonly Tag[]; empty: string }) {
  const shown = [...new Map(tags.toReversed().map((tag) => [tag.tag.toLowerCase(), tag])).values()].toReversed();
  const services = [...new Set(tags.map(({ source }) => serviceName(source)))];
  return (
    <Card
      title="Tags"
      aside={services.length > 0 && <span className="text-xs text-ink-faint">from {services.join(', ')}</span>}
    >
      {shown.length === 0 ? (
        <p className="text-sm text-ink-soft">{empty}</p>
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {shown.map(({ tag }) => (
            <li key={tag} className="max-w-full">
              <a
                href={`/search?q=${encodeURIComponent(tag)}`}
                className="block max-w-full truncate rounded-md bg-raised px-2 py-1 text-[13px] text-ink-soft hover:text-accent"
              >
                {tag}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
