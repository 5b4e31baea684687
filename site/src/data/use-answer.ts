import { useRef, useState } from 'react';
import { painted } from './after-paint.ts';
import type { Answer, Trouble } from './answer.ts';

interface Shown<Data> {
  /** The newest data there is; kept while newer is on its way, and when it does not come. */
  data: Data | null;
  /** What went wrong with the newest request. */
  trouble: Trouble | null;
  /** Something that the reader asked for is on its way. */
  loading: boolean;
  /** quietly: not on the reader's asking, so that nothing shows it but the data when it comes. */
  ask: (load: () => Promise<Answer<Data>>, options?: { quietly: boolean }) => Promise<void>;
}

/**
 * Data that the server gave first and that can be asked for again; of several requests the last one counts. null: the server
 * did not wait for it.
 */
export function useAnswer<Data>(initial: Answer<Data> | null): Shown<Data> {
  const [shown, setShown] = useState<{ data: Data | null; trouble: Trouble | null }>(initial ?? NOTHING_YET);
  const [loading, setLoading] = useState(false);
  const newest = useRef(0);

  const ask = async (load: () => Promise<Answer<Data>>, { quietly } = { quietly: false }) => {
    newest.current += 1;
    const turn = newest.current;
    if (!quietly) {
      setLoading(true);
      await painted();
    }
    const answer = await load();
    if (turn !== newest.current) return;
    setLoading(false);
    setShown((before) => ({ data: answer.data ?? before.data, trouble: answer.trouble }));
  };
  return { ...shown, loading, ask };
}

const NOTHING_YET = { data: null, trouble: null };
