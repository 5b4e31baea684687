import { useRef, useState } from 'react';
import { showToast } from '../../components/toast.ts';
import type { Answer, Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { rememberFilters } from '../../data/filter-memory.ts';
import { decide, fetchLibrary, fetchLibraryList } from '../../data/queries/library.ts';
import type { Decision, Library, LibraryList, ListFilter } from '../../data/queries/library.ts';
import { rememberInUrl } from '../../data/url-parameters.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { useEvent } from '../../data/use-event.ts';
import type { Reader } from '../../text/format.ts';
import { describeDecided } from '../../text/library-text.ts';

export interface LibraryState {
  library: Library | null;
  list: LibraryList | null;
  filter: ListFilter;
  trouble: Trouble | null;
  /** Another list is on its way. */
  loading: boolean;
  /** Decisions are on their way. */
  deciding: boolean;
  choose: (change: Partial<ListFilter>) => void;
  reload: () => Promise<void>;
  /** Sends decisions, shows what they changed, and offers to take them back. Gives whether they were taken. */
  settle: (decisions: readonly Decision[]) => Promise<boolean>;
}

interface Initial {
  library: Answer<Library>;
  list: Answer<LibraryList>;
  filter: ListFilter;
}

/** The library page's data: what is shown, what the reader decides, and how to take it back. */
export function useLibrary(initial: Initial, reader: Reader): LibraryState {
  const library = useAnswer(initial.library);
  const list = useAnswer(initial.list);
  const [filter, setFilter] = useState(initial.filter);
  const [deciding, setDeciding] = useState(false);

  const reload = useEvent(async () => {
    await Promise.all([
      library.ask(() => fetchLibrary(api), { quietly: true }),
      list.ask(() => fetchLibraryList(api, filter), { quietly: true }),
    ]);
  });
  const choose = (change: Partial<ListFilter>) => {
    const next = { ...filter, page: 1, ...change };
    setFilter(next);
    rememberFilters('/library', { show: next.show === 'confirm' ? undefined : next.show });
    rememberInUrl({ q: next.q === '' ? undefined : next.q, page: next.page === 1 ? undefined : String(next.page) });
    void list.ask(() => fetchLibraryList(api, next));
  };
  const before = useRef<Promise<unknown>>(Promise.resolve());
  /** One after another, as they were made: a key may come before the answer to the last, and the last said is the last decided. */
  const send = (decisions: readonly Decision[]): Promise<readonly Decision[] | null> => {
    const sent = before.current.then(() => sendNow(decisions));
    before.current = sent.catch(() => null);
    return sent;
  };
  const sendNow = async (decisions: readonly Decision[]): Promise<readonly Decision[] | null> => {
    setDeciding(true);
    const { data, trouble } = await decide(api, decisions);
    if (trouble !== null) showToast(`${trouble.detail} ${trouble.remedy}`, { tone: 'trouble' });
    await reload();
    setDeciding(false);
    return data?.undo ?? null;
  };
  const settle = async (decisions: readonly Decision[]): Promise<boolean> => {
    const undo = await send(decisions);
    if (undo === null) return false;
    showToast(describeDecided(decisions, reader), { action: { name: 'Undo', run: () => void takeBack(undo) } });
    return true;
  };
  const takeBack = async (undo: readonly Decision[]) => {
    if ((await send(undo)) !== null) showToast('Taken back.');
  };
  return {
    library: library.data,
    list: list.data,
    filter,
    trouble: list.trouble ?? library.trouble,
    loading: list.loading,
    deciding,
    choose,
    reload,
    settle,
  };
}
