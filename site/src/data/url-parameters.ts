/** Writes filters into the address, without a new entry in the history; what is undefined or the default leaves it. */
export function rememberInUrl(parameters: Readonly<Record<string, string | undefined>>): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  history.replaceState(history.state, '', url);
}

/** An ISO 8601 week as an address has it, such as 2026-W47; null where it is none. */
export function weekIn(given: string | null): string | null {
  return given !== null && /^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/.test(given) ? given : null;
}

/** The value of a parameter if it is one of those allowed, else the first of them. */
export function oneOf<Value extends string>(allowed: readonly [Value, ...Value[]], given: string | null): Value {
  return allowed.find((value) => value === given) ?? allowed[0];
}
