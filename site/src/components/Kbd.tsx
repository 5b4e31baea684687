import type { ReactNode } from 'react';

/** A key on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded border border-line-strong/40 bg-raised px-1 font-sans text-[11px] leading-none text-ink-soft">
      {children}
    </kbd>
  );
}
