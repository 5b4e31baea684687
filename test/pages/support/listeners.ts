/** Whose data a page is shown with: the bundled sample, a history of streams without any audio, and nobody yet. */
export const LISTENERS = ['sample', 'streams', 'empty'] as const;
export type Listener = (typeof LISTENERS)[number];

export function isListener(name: string | undefined): name is Listener {
  return (LISTENERS as readonly (string | undefined)[]).includes(name);
}
