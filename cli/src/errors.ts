/** What a command fails with: one line that says what went wrong and what to do. */
export class CliError extends Error {
  override readonly name: string = 'CliError';
}

/** Someone else listens where SideTrack is to serve. */
export class PortTakenError extends CliError {
  override readonly name = 'PortTakenError';
  readonly port: number;

  constructor(port: number, what: string, remedy: string) {
    super(`Port ${port}, which ${what} needs, is in use by another program: stop that program, or ${remedy}.`);
    this.port = port;
  }
}

/** Another `sidetrack` holds this data folder. */
export class AlreadyRunningError extends CliError {
  override readonly name = 'AlreadyRunningError';
  readonly pid: number;

  constructor(pid: number, dataDir: string) {
    super(
      `SideTrack is already running on ${dataDir} (process ${pid}): use that one, stop it with Ctrl-C in its window, or choose another folder with --data.`,
    );
    this.pid = pid;
  }
}

/** The line that a person sees for an error, whatever was thrown. */
export function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message || error.name : String(error);
  const remedy = error instanceof Error && 'remedy' in error && typeof error.remedy === 'string' ? error.remedy : '';
  const text = remedy === '' || message.includes(remedy) ? message : `${message} ${remedy}`;
  return text.replace(/\s*\n\s*/g, ' ').trim();
}
