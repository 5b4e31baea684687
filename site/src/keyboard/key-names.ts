const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ' ': 'Space',
};

/** The caps of a shortcut's keys: "Mod+k" gives Ctrl, K, or ⌘, K on a Mac. */
export function keyNames(keys: string, mac: boolean): readonly string[] {
  return keys.split(/(?<=.)\+(?=.)/).map((key) => {
    if (key === 'Mod') return mac ? '⌘' : 'Ctrl';
    return NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  });
}
