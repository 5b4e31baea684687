/**
 * Aborts when whoever started this process asks it to stop, or has died. A parent that is killed sends no signal; its end
 * is seen by the channel it held open: node's IPC, or standard input where `watchStdin` says that a parent holds it.
 */
export function lifeline({ watchStdin }: { watchStdin: boolean }): AbortSignal {
  const stop = new AbortController();
  const end = (why: string) => (): void => stop.abort(why);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end(signal));
  if (process.channel !== undefined) process.once('disconnect', end('the parent process ended'));
  if (watchStdin) {
    for (const event of ['end', 'close', 'error']) process.stdin.once(event, end('the parent process ended'));
    process.stdin.resume();
  }
  return stop.signal;
}
