import { buttonClass } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Icon } from '../../components/Icon.tsx';
import type { FirstStep } from '../../text/first-steps-text.ts';

/** What happens by itself after music was brought, and how far it is. */
export function FirstSteps({ steps }: { steps: readonly FirstStep[] }) {
  if (steps.length === 0) return null;
  const ready = steps.at(-1)?.state === 'done';
  return (
    <Card
      title={ready ? 'Your music is here' : 'What happens now'}
      aside={
        <a href="/" className={buttonClass(ready ? 'primary' : 'quiet', 'small')}>
          See your overview
        </a>
      }
    >
      <ol
        aria-live="polite"
        className="grid gap-x-6 gap-y-4 sm:grid-cols-2 xl:grid-cols-[repeat(auto-fit,minmax(11rem,1fr))]"
      >
        {steps.map(({ name, state, text }) => (
          <li key={name} className="flex gap-2.5">
            <Mark state={state} />
            <span className="min-w-0">
              <span className="block text-sm font-medium">{name}</span>
              <span className="sr-only">({state}) </span>
              <span className="block text-[13px] text-ink-soft tabular">{text}</span>
            </span>
          </li>
        ))}
      </ol>
      {!ready && (
        <p className="mt-5 text-[13px] text-ink-faint">
          All of it goes on by itself; you need not stay here.{' '}
          <a href="/jobs" className="underline underline-offset-4 hover:text-ink">
            Work in progress
          </a>
        </p>
      )}
    </Card>
  );
}

const MARKS: Readonly<Record<FirstStep['state'], string>> = {
  done: 'border-good bg-good-soft text-good',
  'under way': 'border-accent bg-accent-soft text-accent',
  waiting: 'border-line text-ink-faint',
};

function Mark({ state }: { state: FirstStep['state'] }) {
  return (
    <span className={`mt-px flex size-6 shrink-0 items-center justify-center rounded-full border ${MARKS[state]}`}>
      {state === 'done' && <Icon name="check" size={14} />}
      {state === 'under way' && <Icon name="jobs" size={14} />}
    </span>
  );
}
