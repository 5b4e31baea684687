import { useId, useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { buttonClass } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';

interface DropZoneProps {
  onFiles: (files: readonly File[]) => void;
  /** Smaller, beside other ways in. */
  small?: boolean;
}

/** A place for files: dropped on it, or chosen with the browser's own dialog. */
export function DropZone({ onFiles, small = false }: DropZoneProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  const depth = useRef(0);

  const enter = (event: DragEvent) => {
    event.preventDefault();
    depth.current += 1;
    setOver(true);
  };
  const leave = () => {
    depth.current -= 1;
    if (depth.current <= 0) setOver(false);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };

  return (
    <div
      onDragEnter={enter}
      onDragOver={(event) => event.preventDefault()}
      onDragLeave={leave}
      onDrop={drop}
      className={`flex flex-col items-center rounded-card border border-dashed text-center transition-colors ${small ? 'px-4 py-6' : 'px-6 py-9'} ${over ? 'border-accent bg-accent-soft' : 'border-line-strong/60 bg-page'}`}
    >
      <span className="text-accent">
        <Icon name="upload" size={small ? 24 : 30} />
      </span>
      <p className={`mt-2 font-medium ${small ? 'text-sm' : ''}`}>
        {over ? 'Let go to import' : 'Drop your files here'}
      </p>
      <p className="mt-0.5 text-[13px] text-ink-soft">
        ListenBrainz, Spotify, Last.fm and others, as .zip, .json, .jsonl, .csv or .log
      </p>
      <input
        id={id}
        type="file"
        multiple
        accept=".zip,.gz,.json,.jsonl,.csv,.tsv,.txt,.log"
        className="peer sr-only"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file chosen again is a choice, too.
          event.target.value = '';
        }}
      />
      <label
        htmlFor={id}
        className={`${buttonClass(small ? 'quiet' : 'primary')} mt-4 peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent`}
      >
        Choose a file
      </label>
    </div>
  );
}
