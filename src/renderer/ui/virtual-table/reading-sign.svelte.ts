/** Rows that come sooner than this come without a sign that they are being read: it would only flash. */
export const SIGN_AFTER_MS = 100;

/** Whether to show that rows are being read. */
export class ReadingSign {
  isShown = $state(false);

  constructor(isReading: () => boolean) {
    $effect(() => {
      if (!isReading()) return;
      const timer = setTimeout(() => (this.isShown = true), SIGN_AFTER_MS);
      return () => {
        clearTimeout(timer);
        this.isShown = false;
      };
    });
  }
}
