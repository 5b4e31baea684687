import { Icon } from '../../components/Icon.tsx';
import { formatLength } from '../../text/library-text.ts';

interface FileNameProps {
  path: string;
  seconds: number | null;
  /** What the file says of itself, where that helps to tell. */
  title?: string | null;
  artist?: string | null;
}

/** A file: its name before its folder, since the name is what one knows it by. */
export function FileName({ path, seconds, title = null, artist = null }: FileNameProps) {
  const cut = path.lastIndexOf('/') + 1;
  const length = formatLength(seconds);
  const tags = [artist, title].filter((each) => each !== null && each !== '').join(' – ');
  return (
    <span className="flex min-w-0 gap-2">
      <span className="mt-0.5 text-ink-faint">
        <Icon name="track" size={16} />
      </span>
      <span className="min-w-0">
        <span className="block text-sm wrap-anywhere">
          {path.slice(cut)}
          {length !== null && <span className="text-ink-faint tabular"> · {length}</span>}
        </span>
        {cut > 0 && <span className="block text-xs wrap-anywhere text-ink-faint">{path.slice(0, cut - 1)}</span>}
        {tags !== '' && <span className="block text-xs wrap-anywhere text-ink-faint">Tagged {tags}</span>}
      </span>
    </span>
  );
}
