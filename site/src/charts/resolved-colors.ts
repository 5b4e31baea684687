import { useSyncExternalStore } from 'react';

/**
 * The colours behind CSS expressions (`var(--accent)`, `color-mix(…)`) as the browser computes them now, for canvas and for
 * chart libraries that cannot read variables. Follows a change of theme. Null on the server and until hydration.
 */
export function useResolvedColors(expressions: readonly string[]): readonly string[] | null {
  const theme = useSyncExternalStore(subscribe, currentTheme, () => null);
  return theme === null ? null : resolve(theme, expressions);
}

const cache = new Map<string, readonly string[]>();

function resolve(theme: string, expressions: readonly string[]): readonly string[] {
  const key = `${theme}|${expressions.join('|')}`;
  const known = cache.get(key);
  if (known) return known;
  const probe = document.createElement('span');
  // With reduced motion every element has a very short transition, and a colour read at once would still be the last one.
  probe.style.transitionProperty = 'none';
  document.body.append(probe);
  const resolved = expressions.map((expression) => {
    probe.style.color = expression;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  cache.set(key, resolved);
  return resolved;
}

const prefersDark = () => matchMedia('(prefers-color-scheme: dark)');

function currentTheme(): string {
  return document.documentElement.dataset['theme'] ?? (prefersDark().matches ? 'dark' : 'light');
}

function subscribe(notify: () => void): () => void {
  const observer = new MutationObserver(notify);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const query = prefersDark();
  query.addEventListener('change', notify);
  return () => {
    observer.disconnect();
    query.removeEventListener('change', notify);
  };
}
