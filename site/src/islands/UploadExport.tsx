import { useId, useRef, useState } from 'react';
import { Button } from '../components/Button.tsx';
import type { Trouble } from '../data/answer.ts';
import { uploadExport } from '../data/upload.ts';
import { WayIn } from './WayIn.tsx';

/** Import an export file; what is in it twice, or again, is counted once. */
export function UploadExport({ onAdded }: { onAdded: () => void }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [fileName, setFileName] = useState<string | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [done, setDone] = useState<string | null>(null);

  const upload = async () => {
    const file = input.current?.files?.[0];
    if (!file) return;
    setSent(0);
    setDone(null);
    const answer = await uploadExport(file, setSent);
    setSent(null);
    setTrouble(answer.trouble);
    if (answer.data === null) return;
    setDone(answer.data.import.fileName);
    onAdded();
  };

  return (
    <WayIn
      icon="upload"
      title="Import a file"
      explanation="An export of your listens: ListenBrainz, as .zip, .json or .jsonl. The same file twice changes nothing."
      trouble={trouble}
      done={
        done === null
          ? null
          : { title: `${done} is here`, text: 'It is being read; the work page shows how far it is.' }
      }
      onSubmit={() => void upload()}
    >
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-[13px] text-ink-soft">
          Export file
        </label>
        <input
          ref={input}
          id={id}
          type="file"
          required
          accept=".zip,.json,.jsonl,.gz"
          onChange={(event) => setFileName(event.target.files?.[0]?.name ?? null)}
          className="w-full min-w-0 rounded-lg border border-line-strong/50 bg-page text-sm text-ink-soft file:mr-3 file:h-10 file:cursor-pointer file:border-0 file:border-r file:border-line file:bg-raised file:px-3 file:text-sm file:text-ink"
        />
      </div>
      {sent !== null && (
        <progress className="bar" max={1} value={sent} aria-label={`Sending ${fileName ?? 'the file'}`} />
      )}
      <Button type="submit" disabled={sent !== null} className="self-start">
        {sent === null ? 'Import' : 'Sending…'}
      </Button>
    </WayIn>
  );
}
