/**
 * Loaded into every child by `node --import`: when the supervisor is gone, even by kill -9, the channel to it closes and the
 * child ends in order, or at once when it cannot.
 */
const graceMilliseconds = 8000;

process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMilliseconds).unref();
});
// The channel alone must not keep a program alive that has nothing left to do.
process.channel?.unref();
