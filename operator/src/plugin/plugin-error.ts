/** What a command fails with: one line that says what went wrong and what to do. */
export class PluginError extends Error {
  override readonly name = 'PluginError';
}

/** The command line itself is wrong: exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The line that a person sees for an error, whatever was thrown. */
export function oneLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const remedy = 'remedy' in error && typeof error.remedy === 'string' ? ` ${error.remedy}` : '';
  return `${error.message}${error.message.includes(remedy.trim()) ? '' : remedy}`.replaceAll(/\s*\n\s*/g, ' ').trim();
}
