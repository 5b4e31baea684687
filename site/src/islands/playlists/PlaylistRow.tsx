import { memo } from 'react';
import type { KeyboardEvent } from 'react';
import { Badge } from '../../components/Badge.tsx';
import { Icon } from '../../components/Icon.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { TrackLink } from '../../components/TrackLink.tsx';
import type { PlaylistTrack } from '../../data/queries/playlists.ts';
import type { Reader } from '../../text/format.ts';
import { StepLine } from './StepLine.tsx';
import { TrackFacts } from './TrackFacts.tsx';

interface PlaylistRowProps {
  track: PlaylistTrack;
  before: PlaylistTrack | undefined;
  /** Its place as shown, from 0. */
  index: number;
  look: keyof typeof LOOKS;
  onActive: (index: number | null) => void;
  onDrag: (index: number) => void;
  onKey: (event: KeyboardEvent, index: number) => void;
  onRemove: (index: number) => void;
  reader: Reader;
}

const LOOKS = { plain: '', active: 'bg-raised', dragged: 'bg-accent-soft outline-2 -outline-offset-2 outline-accent' };
const FILE_WORDS = {
  ready: null,
  none: null,
  gone: 'file is gone',
  unreadable: 'file cannot be read',
};

/** One track: its handle, what leads to it, what is known of it, the way off the playlist. Kept while another row is pointed at. */
export const PlaylistRow = memo(function PlaylistRow({ track, before, index, look, reader, ...on }: PlaylistRowProps) {
  const { recordingId, title, artistCredit, note, file } = track;
  return (
    <li
      onPointerEnter={() => on.onActive(index)}
      onFocus={() => on.onActive(index)}
      onBlur={() => on.onActive(null)}
      className={`rounded-lg py-1.5 pr-1 ${LOOKS[look]}`}
    >
      <div className="ml-9 sm:ml-[76px]">
        <StepLine from={before} to={track} reader={reader} />
      </div>
      <div className="flex items-start gap-1.5 sm:gap-2">
        <button
          type="button"
          data-handle={recordingId}
          aria-label={`Move ${title}, ${index + 1}. Arrow keys move it`}
          title="Drag, or use the arrow keys"
          onPointerDown={(event) => event.button === 0 && on.onDrag(index)}
          onKeyDown={(event) => on.onKey(event, index)}
          className="flex h-9 w-7 shrink-0 cursor-grab touch-none items-center justify-center rounded-lg text-ink-faint hover:bg-raised hover:text-ink active:cursor-grabbing"
        >
          <Icon name="drag" size={17} />
        </button>
        <span className="w-6 shrink-0 pt-2 text-right text-sm text-ink-faint tabular max-sm:hidden">{index + 1}</span>
        <span className="min-w-0 flex-1 pt-1.5">
          <TrackLink recordingId={recordingId} title={title} className="font-medium break-words" />
          <span className="block text-[13px] break-words text-ink-soft">{artistCredit}</span>
          {note !== null && <span className="mt-1 block text-xs text-ink-faint max-sm:hidden">{note}</span>}
          {FILE_WORDS[file] !== null && <Badge tone="warn">{FILE_WORDS[file]}</Badge>}
        </span>
        <span className="flex shrink-0 items-center gap-1 sm:gap-2">
          <TrackFacts track={track} reader={reader} />
          <IconButton icon="close" size="small" label={`Remove ${title}`} onClick={() => on.onRemove(index)} />
        </span>
      </div>
    </li>
  );
});
