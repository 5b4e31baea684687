import { useState } from 'react';
import { Badge } from '../../components/Badge.tsx';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Table } from '../../components/Table.tsx';
import type { Job } from '../../data/types.ts';
import { formatInstant } from '../../text/dates.ts';
import type { Reader } from '../../text/format.ts';
import { describeResult } from '../../text/job-text.ts';
import { JOB_NAMES } from '../../text/overview-text.ts';
import { describeReceipt, receiptOf } from '../../text/receipt-text.ts';

const FIRST = 10;

/** Work that has ended, newest first: what came of it, or why it failed. */
export function FinishedJobs({ jobs, reader }: { jobs: readonly Job[]; reader: Reader }) {
  const [all, setAll] = useState(false);
  const shown = all ? jobs : jobs.slice(0, FIRST);
  return (
    <Card title="Finished">
      {jobs.length === 0 ? (
        <p className="text-ink-soft">Nothing has finished yet. What was fetched, measured and added up is told here.</p>
      ) : (
        <Table
          caption="Finished work"
          columns={[
            { name: 'Work', cell: (job) => <Name job={job} /> },
            { name: 'What came of it', cell: (job) => <Outcome job={job} reader={reader} /> },
            { name: 'When', cell: (job) => <When job={job} reader={reader} /> },
          ]}
          rows={shown}
          rowKey={(job) => job.id}
        />
      )}
      {jobs.length > shown.length && (
        <Button look="quiet" size="small" className="mt-4" onClick={() => setAll(true)}>
          Show {jobs.length - shown.length} more
        </Button>
      )}
    </Card>
  );
}

/** On a narrow screen over two lines, so that what came of the work keeps its room. */
function Name({ job }: { job: Job }) {
  return (
    <span className="flex flex-col items-start gap-1 whitespace-normal sm:flex-row sm:items-center sm:gap-2 sm:whitespace-nowrap">
      {JOB_NAMES[job.kind]}
      {job.state === 'failed' && <Badge tone="bad">Failed</Badge>}
    </span>
  );
}

function Outcome({ job, reader }: { job: Job; reader: Reader }) {
  if (job.state === 'failed')
    return <span className="wrap-anywhere text-bad">{job.error ?? 'No reason was given.'}</span>;
  const receipt = receiptOf(job);
  if (receipt === null) return <span className="text-ink-soft">{describeResult(job.result, reader)}</span>;
  return (
    <span className="text-ink-soft">
      {describeReceipt(receipt, reader)}{' '}
      <a href="/imports" className="whitespace-nowrap text-accent underline underline-offset-4">
        Its receipt
      </a>
    </span>
  );
}

function When({ job, reader }: { job: Job; reader: Reader }) {
  return (
    <span className="inline-block min-w-18 tabular sm:whitespace-nowrap">{formatInstant(job.updatedAt, reader)}</span>
  );
}
