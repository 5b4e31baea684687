import type { ReactNode } from 'react';

interface CardProps {
  title?: string;
  /** Beside the title: a control or a note. */
  aside?: ReactNode;
  children: ReactNode;
  /** What an address points to. */
  id?: string;
  className?: string;
}

/** A sheet of content with a heading. */
export function Card({ title, aside, children, id, className = '' }: CardProps) {
  return (
    <section
      id={id}
      className={`min-w-0 scroll-mt-6 rounded-card border border-line bg-surface p-4 sm:p-5 ${className}`}
    >
      {title !== undefined && (
        <div className="mb-4 flex min-h-8 flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h2 className="text-[15px] font-semibold tracking-tight">{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}
