import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';

interface PendingProps {
  /** What is inside is being asked for anew; it stays until the answer is there. */
  busy: boolean;
  className?: string;
  children: ReactNode;
}

/**
 * What a newer answer is about to replace. It is dimmed only where that takes longer than a glance: most answers are
 * there before, and dimming a whole card costs as much to paint as drawing it.
 */
export function Pending({ busy, className = '', children }: PendingProps) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) return undefined;
    const timer = setTimeout(() => setSlow(true), GLANCE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [busy]);
  return (
    <div aria-busy={busy} className={`transition-opacity ${slow ? 'opacity-60' : ''} ${className}`}>
      {children}
    </div>
  );
}

const GLANCE_MILLISECONDS = 150;
