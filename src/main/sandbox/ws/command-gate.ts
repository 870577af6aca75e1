/** Commands that may wait while a fault holds them; beyond that the oldest are read after all. */
const MAX_HELD_COMMANDS = 100_000;

/** Lets a client's commands through, or keeps them unread while a fault holds acknowledgements back. */
export class CommandGate {
  readonly #handle: (text: string) => void;
  #held: string[] = [];
  #isHeld = false;

  constructor(handle: (text: string) => void) {
    this.#handle = handle;
  }

  push(text: string): void {
    if (!this.#isHeld) {
      this.#handle(text);
      return;
    }
    this.#held.push(text);
    if (this.#held.length > MAX_HELD_COMMANDS) this.#release();
  }

  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    if (!isHeld) this.#release();
  }

  #release(): void {
    const held = this.#held;
    this.#held = [];
    for (const text of held) this.#handle(text);
  }
}
