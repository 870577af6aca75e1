/**
 * The events of a socket as promises. Listeners are attached at once: what jsc8 hands out may open at any moment.
 * @param {{ on(event: string, listener: (value: any) => void): void, send(text: string): void, close(): void }} socket
 */
export function events(socket) {
  /** @type {any[]} */
  const frames = [];
  /** @type {((frame: any) => void)[]} */
  const waiting = [];
  socket.on('message', (text) => {
    const frame = JSON.parse(text);
    const taker = waiting.shift();
    if (taker === undefined) frames.push(frame);
    else taker(frame);
  });
  const opened = new Promise((resolve) => socket.on('open', () => resolve(undefined)));
  /** @type {Promise<string>} */
  const failed = new Promise((resolve) => socket.on('error', (error) => resolve(error.message)));
  /** @type {Promise<number>} */
  const closed = new Promise((resolve) => socket.on('close', (code) => resolve(code)));
  return {
    socket,
    opened,
    failed,
    closed,
    /** @returns {Promise<any>} */
    next: () =>
      new Promise((resolve) => {
        if (frames.length > 0) resolve(frames.shift());
        else waiting.push(resolve);
      }),
    close: () => {
      socket.close();
      return closed;
    },
  };
}
