import { Dialog } from '../components/Dialog.tsx';
import { Kbd } from '../components/Kbd.tsx';
import { keyNames } from './key-names.ts';
import { listShortcuts } from './shortcuts.ts';

/** What the keyboard does on this page. */
export function KeyList({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open title="Keys" onClose={onClose}>
      <dl className="divide-y divide-line text-sm">
        {listShortcuts().map(({ keys, name }) => (
          <div key={keys} className="flex items-center justify-between gap-6 py-2">
            <dt>{name}</dt>
            <dd className="flex gap-1">
              {keyNames(keys, isMac()).map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-[13px] text-ink-soft">
        Tab goes from one control to the next; Enter or Space presses it; Escape closes what lies above the page.
      </p>
    </Dialog>
  );
}

function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
