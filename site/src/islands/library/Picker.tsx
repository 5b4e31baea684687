import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Dialog } from '../../components/Dialog.tsx';
import { SkeletonRows } from '../../components/Skeleton.tsx';
import { TextField } from '../../components/TextField.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer } from '../../data/answer.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { useEvent } from '../../data/use-event.ts';
import { useTyped } from './use-typed.ts';

interface PickerProps<Thing> {
  title: string;
  /** Above the field: what is being looked for. */
  about: ReactNode;
  label: string;
  /** What the field holds at first; the best guess is searched for at once. */
  guess: string;
  search: (typed: string) => Promise<Answer<readonly Thing[]>>;
  keyOf: (thing: Thing) => string;
  row: (thing: Thing) => ReactNode;
  nothing: string;
  onPick: (thing: Thing) => void;
  onClose: () => void;
  actions?: ReactNode;
}

/** A dialog in which one of many things is found and picked. */
export function Picker<Thing>(props: PickerProps<Thing>) {
  const { title, about, label, guess, nothing, keyOf, row, onPick, onClose, actions } = props;
  const { data, trouble, loading, ask } = useAnswer<readonly Thing[]>({ data: [], trouble: null });
  const [asked, setAsked] = useState(false);
  const find = useEvent((typed: string) => {
    setAsked(true);
    void ask(() => props.search(typed));
  });
  const [typed, setTyped] = useTyped(guess, find);
  useEffect(() => find(guess), [find, guess]);
  const found = data ?? [];
  return (
    <Dialog open wide title={title} onClose={onClose} actions={actions}>
      <div className="space-y-4">
        {about}
        <TextField label={label} value={typed} onChange={setTyped} type="search" maxLength={200} />
        {trouble && <TroubleBanner trouble={trouble} />}
        {asked && loading && found.length === 0 && <SkeletonRows rows={3} />}
        {asked && !loading && trouble === null && found.length === 0 && (
          <p className="py-2 text-sm text-ink-soft">{nothing}</p>
        )}
        <ul aria-label="Found" aria-busy={loading} className={`-mx-2 ${loading ? 'opacity-60' : ''}`}>
          {found.map((thing) => (
            <li key={keyOf(thing)}>
              <button
                type="button"
                onClick={() => onPick(thing)}
                className="block w-full rounded-lg px-2 py-2.5 text-left hover:bg-raised"
              >
                {row(thing)}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
