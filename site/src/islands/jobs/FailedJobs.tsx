import { Button, buttonClass } from '../../components/Button.tsx';
import { Icon } from '../../components/Icon.tsx';
import type { Job } from '../../data/types.ts';
import { formatAgo } from '../../text/dates.ts';
import { remedyOf } from '../../text/job-text.ts';
import type { Again } from '../../text/job-text.ts';
import { JOB_NAMES } from '../../text/overview-text.ts';

interface FailedJobsProps {
  jobs: readonly Job[];
  disabled: boolean;
  onAgain: (what: Again) => void;
  now: number;
}

/** Work that failed and was not done since: why, and what to do. */
export function FailedJobs({ jobs, disabled, onAgain, now }: FailedJobsProps) {
  return (
    <section aria-label="Needs you" className="rounded-card border border-bad/40 bg-bad-soft p-4 sm:p-5">
      <h2 className="flex items-center gap-2.5 text-[15px] font-semibold tracking-tight text-bad">
        <Icon name="warning" />
        {jobs.length === 1 ? 'Something did not work' : `${jobs.length} things did not work`}
      </h2>
      <ul className="mt-3 divide-y divide-bad/20">
        {jobs.map((job) => {
          const { text, link, again } = remedyOf(job.kind);
          return (
            <li key={job.id} className="py-4 first:pt-1 last:pb-0">
              <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
                <b className="font-medium text-ink">{JOB_NAMES[job.kind]}</b>
                <span className="text-xs text-ink-soft">{formatAgo(job.updatedAt, now)}</span>
              </p>
              <p className="mt-1 text-sm wrap-anywhere text-ink">{job.error ?? 'No reason was given.'}</p>
              <p className="mt-1 text-[13px] text-ink-soft">{text}</p>
              {(again !== undefined || link !== undefined) && (
                <p className="mt-3 flex flex-wrap gap-2">
                  {again !== undefined && (
                    <Button size="small" disabled={disabled} onClick={() => onAgain(again)}>
                      Try again<span className="sr-only">: {JOB_NAMES[job.kind]}</span>
                    </Button>
                  )}
                  {link !== undefined && (
                    <a href={link.path} className={buttonClass('quiet', 'small')}>
                      {link.name}
                    </a>
                  )}
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
