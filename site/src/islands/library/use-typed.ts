import { useEffect, useState } from 'react';
import { useEvent } from '../../data/use-event.ts';

/** How long the reader pauses before what they typed is asked for. */
const PAUSE_MILLISECONDS = 250;

/** A field whose words are asked for once the reader pauses. */
export function useTyped(initial: string, onPause: (typed: string) => void): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(initial);
  const [told, setTold] = useState(initial);
  const pause = useEvent(onPause);
  useEffect(() => {
    if (typed === told) return;
    const timer = setTimeout(() => {
      setTold(typed);
      pause(typed.trim());
    }, PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [typed, told, pause]);
  return [typed, setTyped];
}
