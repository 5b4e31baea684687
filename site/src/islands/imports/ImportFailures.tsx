import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { SkeletonRows } from '../../components/Skeleton.tsx';
import { Table } from '../../components/Table.tsx';
import type { Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { fetchFailures } from '../../data/queries/imports.ts';
import type { ImportFailures as Failures } from '../../data/types.ts';
import { formatCount, plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';

const FIRST = 20;
const MOST = 1000;

/** Rows that could not be read, each with its file, line and reason; asked for when opened. */
export function ImportFailures({ importId, failed, reader }: { importId: string; failed: number; reader: Reader }) {
  const [failures, setFailures] = useState<Failures['failures'] | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const load = async (limit: number) => {
    const answer = await fetchFailures(api, importId, limit);
    if (answer.data !== null) setFailures(answer.data.failures);
    setTrouble(answer.trouble);
  };

  return (
    <details
      className="mt-3 text-sm"
      onToggle={({ currentTarget }) => currentTarget.open && failures === null && void load(FIRST)}
    >
      <summary className="inline-block cursor-pointer rounded text-[13px] text-ink-soft underline decoration-line-strong/60 underline-offset-4 hover:text-ink">
        {plural(failed, 'row', reader)} that failed, and why
      </summary>
      <div className="mt-3">
        {trouble !== null && (
          <p className="text-bad">
            {trouble.detail} {trouble.remedy}
          </p>
        )}
        {failures === null && trouble === null && <SkeletonRows rows={3} />}
        {failures !== null && (
          <>
            <Table
              caption="Rows that failed"
              columns={[
                { name: 'Line', cell: ({ line }) => <span className="tabular">{formatCount(line, reader)}</span> },
                { name: 'Why', cell: ({ reason }) => <span className="wrap-anywhere">{sentence(reason)}</span> },
                { name: 'File', cell: ({ file }) => <span className="wrap-anywhere text-ink-soft">{file}</span> },
              ]}
              rows={failures}
              rowKey={({ file, line }) => `${file}:${line}`}
              long
            />
            {failures.length < failed && (
              <p className="mt-3 flex flex-wrap items-center gap-3 text-[13px] text-ink-faint">
                The first {formatCount(failures.length, reader)} of {formatCount(failed, reader)}. The receipt below
                holds more.
                {failures.length < MOST && (
                  <Button look="quiet" size="small" onClick={() => void load(MOST)}>
                    Show more
                  </Button>
                )}
              </p>
            )}
          </>
        )}
      </div>
    </details>
  );
}

/** Reasons are clauses: "it is not JSON". */
function sentence(reason: string): string {
  const begun = reason.charAt(0).toUpperCase() + reason.slice(1);
  return begun.endsWith('.') ? begun : `${begun}.`;
}
