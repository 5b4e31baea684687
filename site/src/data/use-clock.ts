import { useEffect, useState } from 'react';

/** The time in milliseconds: the server's at first, then the reader's own, renewed twice a minute. */
export function useClock(first: number): number {
  const [now, setNow] = useState(first);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
