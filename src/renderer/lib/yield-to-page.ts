/** Lets the page paint and take input before long work goes on. */

/**
 * A message to oneself is an ordinary task, so frames and input get their turn; a timer would wait four milliseconds
 * each time, and a scheduler's continuation would go before everything else.
 */
export const yieldToPage = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
