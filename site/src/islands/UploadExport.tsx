import { useState } from 'react';
import type { ReactNode } from 'react';
import { api } from '../data/browser-client.ts';
import { fetchImport, fetchJob } from '../data/queries.ts';
import type { ImportStarted } from '../data/types.ts';
import { useRepeat } from '../data/use-repeat.ts';
import { formatCount } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import { describeReceipt } from '../text/receipt-text.ts';
import { UploadCard } from './imports/UploadCard.tsx';
import { WayIn } from './WayIn.tsx';
import type { Outcome } from './WayIn.tsx';

/** Import an export file; what is in it twice, or again, is counted once. */
export function UploadExport({ onAdded, reader }: { onAdded: () => void; reader: Reader }) {
  const [started, setStarted] = useState<ImportStarted | null>(null);
  const outcome = started && describeOutcome(started, reader);
  useRepeat(outcome?.tone === 'note', async () => {
    if (started === null) return;
    const [newImport, newJob] = await Promise.all([fetchImport(api, started.import.id), fetchJob(api, started.job.id)]);
    setStarted({ import: newImport.data ?? started.import, job: newJob.data ?? started.job });
    if (newImport.data?.state === 'done') onAdded();
  });

  return (
    <WayIn
      icon="upload"
      title="Import a file"
      explanation="Your history from ListenBrainz, Spotify, Last.fm and others. The same file twice changes nothing."
      trouble={null}
      outcome={outcome}
      onSubmit={() => undefined}
    >
      <UploadCard
        small
        known={[]}
        onStarted={(begun) => {
          setStarted(begun);
          onAdded();
        }}
        onDropped={() => undefined}
        reader={reader}
      />
    </WayIn>
  );
}

/** How the import stands. Its job is looked at too: it may fail where the import itself was never reached. */
function describeOutcome(
  { import: { fileName, state, stateReason, receipt }, job }: ImportStarted,
  reader: Reader,
): Outcome {
  if (state === 'failed' || job.state === 'failed') {
    const reason = stateReason ?? job.error ?? 'No reason was given.';
    return { tone: 'trouble', title: `${fileName} could not be imported`, text: withReceipt(reason) };
  }
  if (state === 'needs-time-zone') {
    const question = 'Its times stand without a time zone: say on the page of imports which it is.';
    return { tone: 'warning', title: `${fileName} waits for you`, text: withReceipt(question) };
  }
  if (state !== 'done') {
    const soFar =
      receipt.read === 0 ? 'It is being read.' : `It is being read: ${formatCount(receipt.read, reader)} rows so far.`;
    return { tone: 'note', title: `${fileName} is here`, text: withReceipt(soFar) };
  }
  return {
    tone: receipt.failed > 0 ? 'warning' : 'done',
    title: `${fileName} was read to its end`,
    text: withReceipt(describeReceipt(receipt, reader)),
  };
}

function withReceipt(text: string): ReactNode {
  return (
    <>
      <p>{text}</p>
      <a href="/imports" className="mt-1.5 inline-block text-accent underline-offset-4 hover:underline">
        All imports
      </a>
    </>
  );
}
