/**
 * Ends when whoever started this process asks it to or dies. A parent that is killed can send no signal, so its end is
 * seen by the channel it held open: node's IPC where there is one, else standard input where `watchStdin` says that a
 * parent holds it (elsewhere it may be /dev/null, which ends at once).
 *
 * @returns a signal whose reason says in words why it is over
 */
export function lifeline({ watchStdin }: { watchStdin: boolean }): AbortSignal {
  const stop = new AbortController();
  const end = (why: string) => () => stop.abort(why);
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(name, end(`it got ${name}`));
  if (process.channel !== undefined) process.once('disconnect', end('the parent process ended'));
  if (watchStdin) {
    for (const event of ['end', 'close', 'error']) process.stdin.once(event, end('the parent process ended'));
    process.stdin.resume();
  }
  return stop.signal;
}
