import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

interface BannerProps {
  /** note: under way, neither good nor bad yet. */
  tone: 'warning' | 'trouble' | 'done' | 'note';
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

const TONES = {
  warning: 'border-warn/40 bg-warn-soft text-warn',
  trouble: 'border-bad/40 bg-bad-soft text-bad',
  note: 'border-line bg-raised text-ink',
  done: 'border-good/40 bg-surface text-good',
};

const ICONS = { warning: 'warning', trouble: 'warning', done: 'check', note: 'jobs' } as const;

/** Something that the reader should know, and what to do about it. Read out when it appears. */
export function Banner({ tone, title, children, action }: BannerProps) {
  return (
    <div
      role={tone === 'done' || tone === 'note' ? 'status' : 'alert'}
      className={`flex gap-3 rounded-card border p-4 ${TONES[tone]}`}
    >
      <Icon name={ICONS[tone]} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children !== undefined && <div className="mt-0.5 text-sm break-words text-ink-soft">{children}</div>}
        {action !== undefined && <div className="mt-3">{action}</div>}
      </div>
    </div>
  );
}
