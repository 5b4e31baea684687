/** A key that does something on this page, with its words for the list that `?` shows. */
export interface Shortcut {
  /** As the keyboard names it (KeyboardEvent.key), with Shift+ or Mod+ (Ctrl, or Cmd on a Mac) before it: "ArrowLeft", "Mod+k", "?". */
  keys: string;
  name: string;
  run: () => void;
  /** Works from inside a text field too. */
  always?: boolean;
}

const shortcuts = new Set<Shortcut>();

/** Adds a key for as long as the page has use for it; gives what takes it away again. The newest of several counts. */
export function addShortcut(shortcut: Shortcut): () => void {
  shortcuts.add(shortcut);
  return () => shortcuts.delete(shortcut);
}

/** The keys that do something now, in the order in which they were added. */
export function listShortcuts(): readonly Shortcut[] {
  return [...shortcuts];
}

/** Runs what a key press means, unless it belongs to the control in which it was pressed. */
export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const shortcut = [...shortcuts].findLast(({ keys }) => keys === spell(event));
  if (shortcut === undefined || (shortcut.always !== true && belongsToControl(event))) return;
  event.preventDefault();
  shortcut.run();
}

/** How the key of an event is written in a shortcut. Shift counts only for keys that write nothing: "?" is "?" on every layout. */
export function spell({
  key,
  shiftKey,
  ctrlKey,
  metaKey,
  altKey,
}: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const named = key.length === 1 ? key.toLowerCase() : key;
  return `${altKey ? 'Alt+' : ''}${ctrlKey || metaKey ? 'Mod+' : ''}${shiftKey && key.length > 1 ? 'Shift+' : ''}${named}`;
}

/** Where keys write or move already: fields, choices, sliders, open dialogs; arrows also in what scrolls by them. */
function belongsToControl({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  const owner = key.startsWith('Arrow') ? `${WRITES}, ${MOVES}` : WRITES;
  return target.closest(owner) !== null;
}

const WRITES =
  'input:not([type=radio], [type=checkbox], [type=range]), textarea, select, [contenteditable], dialog[open]';
const MOVES =
  'input, [role=region][tabindex], [role=slider], [role=listbox], [role=menu], [role=grid], [role=application]';
