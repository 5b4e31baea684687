import { useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Card } from '../../components/Card.tsx';
import { moved } from '../../data/moved.ts';
import { useEvent } from '../../data/use-event.ts';
import type { PlaylistTrack } from '../../data/queries/playlists.ts';
import type { Reader } from '../../text/format.ts';
import { PlaylistRow } from './PlaylistRow.tsx';
import { useDragOrder } from './use-drag-order.ts';

interface PlaylistTracksProps {
  tracks: readonly PlaylistTrack[];
  active: number | null;
  onActive: (index: number | null) => void;
  onMove: (from: number, to: number) => void;
  onRemove: (index: number) => void;
  reader: Reader;
}

/** The tracks of a playlist, moved by dragging or with the arrow keys on a row's handle. */
export function PlaylistTracks({ tracks, active, onActive, onMove, onRemove, reader }: PlaylistTracksProps) {
  const list = useRef<HTMLOListElement>(null);
  const { drag, start } = useDragOrder(list, onMove);
  const [said, setSaid] = useState('');
  // A row that moves is taken out of the page and put back, and loses the focus by that.
  const refocus = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (refocus.current === null) return;
    list.current?.querySelector<HTMLElement>(`[data-handle="${refocus.current}"]`)?.focus();
    refocus.current = null;
  });

  const shown = drag === null ? tracks : moved(tracks, drag.from, drag.to);
  const dragged = drag === null ? null : tracks[drag.from]?.recordingId;
  const moveByKey = useEvent((event: KeyboardEvent, index: number) => {
    const to = targetOf(event.key, index, tracks.length);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (to === index) return;
    refocus.current = tracks[index]?.recordingId ?? null;
    onMove(index, to);
    setSaid(`${tracks[index]?.title ?? ''}, now ${to + 1} of ${tracks.length}.`);
  });
  const remove = useEvent((index: number) => {
    refocus.current = (tracks[index + 1] ?? tracks[index - 1])?.recordingId ?? null;
    onRemove(index);
  });
  const startDrag = useEvent(start);

  return (
    <Card
      title="Tracks"
      aside={<span className="text-xs text-ink-faint">Drag a row, or use the arrow keys on its handle</span>}
    >
      <ol
        ref={list}
        className={`-mx-2 -mb-2 ${drag === null ? '' : 'select-none'}`}
        onPointerLeave={() => onActive(null)}
      >
        {shown.map((track, index) => (
          <PlaylistRow
            key={track.recordingId}
            track={track}
            before={shown[index - 1]}
            index={index}
            look={track.recordingId === dragged ? 'dragged' : active === index ? 'active' : 'plain'}
            onActive={onActive}
            onDrag={startDrag}
            onKey={moveByKey}
            onRemove={remove}
            reader={reader}
          />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
    </Card>
  );
}

/** Where a key moves the row; null for a key that moves nothing. */
function targetOf(key: string, index: number, count: number): number | null {
  if (key === 'ArrowUp') return Math.max(0, index - 1);
  if (key === 'ArrowDown') return Math.min(count - 1, index + 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
