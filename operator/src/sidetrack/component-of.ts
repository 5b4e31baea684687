/** The part of the installation that an object belongs to: its label app.kubernetes.io/component. */
export function componentOf(object: {
  readonly metadata?: { readonly labels?: Record<string, string> };
}): string | undefined {
  return object.metadata?.labels?.['app.kubernetes.io/component'];
}

/** The object's name; empty for one that has none yet. */
export function nameOf(object: { readonly metadata?: { readonly name?: string } }): string {
  return object.metadata?.name ?? '';
}
