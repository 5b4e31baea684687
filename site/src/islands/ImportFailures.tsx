import { useState } from 'react';
import { toAnswer } from '../data/answer.ts';
import { api } from '../data/browser-client.ts';
import type { ImportFailures as Failures } from '../data/types.ts';
import { formatCount, plural } from '../text/format.ts';
import type { Reader } from '../text/format.ts';

const SHOWN = 20;

/** The first rows of an import that could not be read, each with its place and reason; asked for when opened. */
export function ImportFailures({ importId, failed, reader }: { importId: string; failed: number; reader: Reader }) {
  const [failures, setFailures] = useState<Failures | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);

  const load = async () => {
    const answer = await toAnswer(
      api.GET('/imports/{id}/failures', { params: { path: { id: importId }, query: { limit: SHOWN } } }),
    );
    setFailures(answer.data);
    setTrouble(answer.trouble === null ? null : `${answer.trouble.detail} ${answer.trouble.remedy}`);
  };

  return (
    <details
      className="mt-1 text-[13px]"
      onToggle={({ currentTarget }) => currentTarget.open && failures === null && void load()}
    >
      <summary className="cursor-pointer text-ink-soft underline decoration-line-strong/60 underline-offset-4">
        {plural(failed, 'row', reader)} that failed, and why
      </summary>
      {trouble !== null && <p className="mt-1.5 text-bad">{trouble}</p>}
      {failures !== null && (
        <ol className="mt-1.5 space-y-1.5">
          {failures.failures.map(({ file, line, reason }) => (
            <li key={`${file}:${line}`} className="wrap-anywhere">
              <span className="text-ink-faint tabular">
                {file}, line {formatCount(line, reader)}:
              </span>{' '}
              {reason}
            </li>
          ))}
          {failures.failures.length < failed && (
            <li className="text-ink-faint">The first {formatCount(failures.failures.length, reader)} are listed.</li>
          )}
        </ol>
      )}
    </details>
  );
}
