/** A window out of sight paints nothing; what waits for it waits no longer than this. */
const longestMs = 500;

/** Resolves when the frame that is due has been painted and nothing else is to be done first. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, longestMs);
    requestAnimationFrame(() => {
      requestIdleCallback(() => {
        clearTimeout(late);
        resolve();
      });
    });
  });
}
