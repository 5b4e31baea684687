import { useSyncExternalStore } from 'react';

const query = () => matchMedia('(prefers-reduced-motion: reduce)');

/** Whether the reader asked for less movement. */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => query().matches,
    () => false,
  );
}

function subscribe(notify: () => void): () => void {
  const watched = query();
  watched.addEventListener('change', notify);
  return () => watched.removeEventListener('change', notify);
}
