import { useEffect } from 'react';
import { useEvent } from './use-event.ts';

const EVERY_MILLISECONDS = 1500;

/** Does something again and again for as long as it is wanted; the next time begins after the last one ended. */
export function useRepeat(wanted: boolean, work: () => Promise<void> | void): void {
  const again = useEvent(work);

  useEffect(() => {
    if (!wanted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const wait = () => {
      timer = setTimeout(() => {
        void Promise.resolve(again()).then(() => {
          if (!over) wait();
        });
      }, EVERY_MILLISECONDS);
    };
    wait();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [again, wanted]);
}
