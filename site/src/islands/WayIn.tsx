import type { ReactNode, SubmitEvent } from 'react';
import { Banner } from '../components/Banner.tsx';
import { Icon } from '../components/Icon.tsx';
import type { IconName } from '../components/Icon.tsx';
import { TroubleBanner } from '../components/TroubleBanner.tsx';
import type { Trouble } from '../data/answer.ts';

export interface Outcome {
  tone: 'note' | 'done' | 'warning' | 'trouble';
  title: string;
  text: ReactNode;
}

interface WayInProps {
  icon: IconName;
  title: string;
  explanation: string;
  trouble: Trouble | null;
  /** What came of it, as far as that is known. */
  outcome: Outcome | null;
  onSubmit: () => void;
  /** Inside something that has a heading: without its own, and without a border. */
  bare?: boolean;
  children: ReactNode;
}

/** One way to bring music in: what it does, its form, and what came of it. */
export function WayIn({ icon, title, explanation, trouble, outcome, onSubmit, bare = false, children }: WayInProps) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <section className={bare ? '' : 'flex min-w-0 flex-col rounded-card border border-line bg-surface p-5'}>
      {!bare && (
        <h2 className="flex items-center gap-2.5 font-semibold tracking-tight">
          <span className="text-accent">
            <Icon name={icon} />
          </span>
          {title}
        </h2>
      )}
      <p className="mt-2 text-sm text-ink-soft">{explanation}</p>
      <form onSubmit={submit} className="mt-4 flex flex-col gap-3">
        {children}
        {trouble && <TroubleBanner trouble={trouble} />}
        {outcome && (
          <Banner tone={outcome.tone} title={outcome.title}>
            {outcome.text}
          </Banner>
        )}
      </form>
    </section>
  );
}
