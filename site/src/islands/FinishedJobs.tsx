import { Card } from '../components/Card.tsx';
import { Table } from '../components/Table.tsx';
import type { Job } from '../data/types.ts';
import { formatInstant } from '../text/dates.ts';
import type { Reader } from '../text/format.ts';
import { JOB_NAMES } from '../text/overview-text.ts';
import { describeResult } from '../text/job-text.ts';
import { describeReceipt, receiptOf } from '../text/receipt-text.ts';
import { ImportFailures } from './ImportFailures.tsx';

/** Work that has ended, newest first: what came of it, or why it failed. */
export function FinishedJobs({ jobs, reader }: { jobs: readonly Job[]; reader: Reader }) {
  return (
    <Card title="Finished">
      {jobs.length === 0 ? (
        <p className="py-4 text-ink-soft">Nothing has finished yet.</p>
      ) : (
        <Table
          caption="Finished work"
          columns={[
            { name: 'Work', cell: (job) => JOB_NAMES[job.kind] },
            { name: 'What came of it', cell: (job) => <Outcome job={job} reader={reader} /> },
            { name: 'When', cell: (job) => <When job={job} reader={reader} /> },
          ]}
          rows={jobs}
          rowKey={(job) => job.id}
          long
        />
      )}
    </Card>
  );
}

function Outcome({ job, reader }: { job: Job; reader: Reader }) {
  if (job.state === 'failed')
    return <span className="wrap-anywhere text-bad">Failed: {job.error ?? 'no reason was given'}</span>;
  const receipt = receiptOf(job);
  if (receipt !== null)
    return (
      <>
        <span className="text-ink-soft">{describeReceipt(receipt, reader)}</span>
        {receipt.failed > 0 && <ImportFailures importId={receipt.receipt} failed={receipt.failed} reader={reader} />}
      </>
    );
  return <span className="text-ink-soft">{describeResult(job.result, reader)}</span>;
}

/** On a narrow screen over several lines, so that what came of the work keeps its room. */
function When({ job, reader }: { job: Job; reader: Reader }) {
  return (
    <span className="inline-block min-w-18 tabular sm:whitespace-nowrap">{formatInstant(job.updatedAt, reader)}</span>
  );
}
