/**
 * Does work once the browser has painted what the current event changed, so that a press is never answered late. A page
 * that nobody sees is not painted: there it is done at once.
 *
 * @returns What calls it off as long as it has not begun.
 */
export function afterPaint(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = () => {
    timer = setTimeout(work);
  };
  if (document.hidden) {
    next();
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(next);
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** Kept once the browser has painted what the current event changed: what is costly to begin waits for it. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    afterPaint(resolve);
  });
}
