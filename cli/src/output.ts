/** What commands print: results on stdout, everything about the way there on stderr. */
export interface Output {
  /** A line of the result. */
  readonly result: (line: string) => void;
  /** A line that stays. */
  readonly say: (line: string) => void;
  /** A line that the next one replaces on a terminal; elsewhere at most one every ten seconds. */
  readonly progress: (line: string) => void;
  /** Takes the replaceable line away. */
  readonly clear: () => void;
}

export function terminalOutput(
  stdout: NodeJS.WritableStream = process.stdout,
  stderr: NodeJS.WritableStream & { isTTY?: boolean; columns?: number } = process.stderr,
  now: () => number = Date.now,
): Output {
  const onTerminal = stderr.isTTY === true;
  let last = { line: '', at: -Infinity };
  const wipe = onTerminal ? '\r\x1b[K' : '';
  return {
    result: (line) => void stdout.write(`${line}\n`),
    say: (line) => {
      last = { line: '', at: last.at };
      stderr.write(`${wipe}${line}\n`);
    },
    progress: (line) => {
      if (line === last.line || (!onTerminal && now() - last.at < 10_000)) return;
      last = { line, at: now() };
      stderr.write(onTerminal ? `${wipe}${line.slice(0, (stderr.columns ?? 80) - 1)}` : `${line}\n`);
    },
    clear: () => {
      if (onTerminal) stderr.write(wipe);
    },
  };
}

/** "8 s", "2 min 5 s", "1 h 10 min" */
export function timeText(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** "6,123" */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}
