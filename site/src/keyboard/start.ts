import { addShortcut, handleKey } from './shortcuts.ts';

/** The keys of every page. What they open is loaded when it is first asked for. */
addShortcut({ keys: 'Mod+k', name: 'Find a page, an artist or a track', always: true, run: () => open('palette') });
addShortcut({ keys: '/', name: 'Search', run: search });
addShortcut({ keys: '?', name: 'Show the keys', run: () => open('keys') });

document.addEventListener('keydown', handleKey);
document.addEventListener('click', (event) => {
  if (event.target instanceof Element && event.target.closest('[data-open-palette]')) open('palette');
});

/** A page's own search field comes first; any other page has the palette. */
function search(): void {
  const field = document.querySelector<HTMLInputElement>('input[data-search]');
  if (field === null) open('palette');
  else field.focus();
}

function open(overlay: 'palette' | 'keys'): void {
  void import('./overlays.tsx').then(({ openOverlay }) => openOverlay(overlay));
}
