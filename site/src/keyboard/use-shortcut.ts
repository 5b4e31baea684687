import { useEffect } from 'react';
import { useEvent } from '../data/use-event.ts';
import { addShortcut } from './shortcuts.ts';
import type { Shortcut } from './shortcuts.ts';

interface ShortcutOptions extends Pick<Shortcut, 'keys' | 'name'> {
  /** False: the key does nothing at present and is not listed. */
  enabled?: boolean;
}

/** A key of this part of the page, listed under `?` while it is there. */
export function useShortcut({ keys, name, enabled = true }: ShortcutOptions, run: () => void): void {
  const newest = useEvent(run);
  useEffect(
    () => (enabled ? addShortcut({ keys, name, run: () => newest() }) : undefined),
    [keys, name, enabled, newest],
  );
}
