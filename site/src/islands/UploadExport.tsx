import { useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../components/Button.tsx';
import type { Trouble } from '../data/answer.ts';
import { api } from '../data/browser-client.ts';
import { fetchImport, fetchJob } from '../data/queries.ts';
import type { Import, Job } from '../data/types.ts';
import { uploadExport } from '../data/upload.ts';
import { useRepeat } from '../data/use-repeat.ts';
import { formatCount } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import { describeReceipt } from '../text/receipt-text.ts';
import { ImportFailures } from './ImportFailures.tsx';
import { WayIn } from './WayIn.tsx';
import type { Outcome } from './WayIn.tsx';

/** Import an export file; what is in it twice, or again, is counted once. */
export function UploadExport({ onAdded, reader }: { onAdded: () => void; reader: Reader }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [fileName, setFileName] = useState<string | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [started, setStarted] = useState<Followed | null>(null);
  const outcome = started && describeOutcome(started, reader);
  useRepeat(outcome?.tone === 'note' && started !== null, async () => {
    if (started === null) return;
    const [newImport, newJob] = await Promise.all([fetchImport(api, started.import.id), fetchJob(api, started.job.id)]);
    setStarted({ import: newImport.data ?? started.import, job: newJob.data ?? started.job });
    if (newImport.data?.state === 'done') onAdded();
  });

  const upload = async () => {
    const file = input.current?.files?.[0];
    setStarted(null);
    if (!file) {
      setTrouble(NO_FILE);
      return;
    }
    setSent(0);
    setTrouble(null);
    const answer = await uploadExport(file, setSent);
    setSent(null);
    setTrouble(answer.trouble);
    if (answer.data === null) return;
    setStarted(answer.data);
    onAdded();
  };

  return (
    <WayIn
      icon="upload"
      title="Import a file"
      explanation="An export of your listens: ListenBrainz, as .zip, .json or .jsonl. The same file twice changes nothing."
      trouble={trouble}
      outcome={outcome}
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

interface Followed {
  import: Import;
  job: Job;
}

const NO_FILE: Trouble = {
  status: 0,
  title: 'No file is chosen',
  detail: 'There is nothing to import yet.',
  remedy: 'Choose your export file above, then press Import.',
};

/** How the import stands. Its job is looked at too: it may fail where the import itself was never reached. */
function describeOutcome(
  { import: { fileName, state, stateReason, receipt }, job }: Followed,
  reader: Reader,
): Outcome {
  if (state === 'failed' || job.state === 'failed') {
    const reason = stateReason ?? job.error ?? 'No reason was given.';
    return { tone: 'trouble', title: `${fileName} could not be imported`, text: withWork(reason) };
  }
  if (state !== 'done') {
    const soFar =
      receipt.read === 0 ? 'It is being read.' : `It is being read: ${formatCount(receipt.read, reader)} rows so far.`;
    return { tone: 'note', title: `${fileName} is here`, text: withWork(soFar) };
  }
  return {
    tone: receipt.failed > 0 ? 'warning' : 'done',
    title: `${fileName} was read to its end`,
    text: withWork(
      describeReceipt(receipt, reader),
      receipt.failed > 0 && <ImportFailures importId={receipt.receipt} failed={receipt.failed} reader={reader} />,
    ),
  };
}

function withWork(text: string, more: ReactNode = null): ReactNode {
  return (
    <>
      <p>{text}</p>
      {more}
      <a href="/jobs" className="mt-1.5 inline-block text-accent underline-offset-4 hover:underline">
        Work in progress
      </a>
    </>
  );
}
