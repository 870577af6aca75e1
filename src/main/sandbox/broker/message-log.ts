import type { Message } from './message.ts';
import { comparePositions, type MessagePosition } from './message-position.ts';

const INITIAL_SLOTS = 64;

/** The retained messages of one topic, addressed by their dense index. A growing ring: append, drop the oldest, look up in one step. */
export class MessageLog {
  #slots: (Message | undefined)[] = new Array<Message | undefined>(INITIAL_SLOTS).fill(undefined);
  #first = 0;
  #next = 0;
  #bytes = 0;
  #hasBatches = false;

  /** Index of the oldest retained message; equals `nextIndex` when none is retained. */
  get firstIndex(): number {
    return this.#first;
  }

  get nextIndex(): number {
    return this.#next;
  }

  get count(): number {
    return this.#next - this.#first;
  }

  /** Payload bytes retained. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether an entry ever held more than one message: if not, messages are counted where entries are meant. */
  get hasBatches(): boolean {
    return this.#hasBatches;
  }

  append(message: Message): void {
    if (message.batchSize > 1) this.#hasBatches = true;
    if (this.count === this.#slots.length) this.#grow();
    this.#slots[this.#next & (this.#slots.length - 1)] = message;
    this.#next++;
    this.#bytes += message.payloadBytes;
  }

  at(index: number): Message | undefined {
    if (index < this.#first || index >= this.#next) return undefined;
    return this.#slots[index & (this.#slots.length - 1)];
  }

  get last(): Message | undefined {
    return this.at(this.#next - 1);
  }

  dropFirst(): void {
    const slot = this.#first & (this.#slots.length - 1);
    this.#bytes -= this.#slots[slot]?.payloadBytes ?? 0;
    this.#slots[slot] = undefined;
    this.#first++;
  }

  /** Index of the message at `position`, if it is retained. */
  find(position: MessagePosition): number | undefined {
    const index = this.#search((message) => comparePositions(message, position) >= 0);
    const message = this.at(index);
    return message !== undefined && comparePositions(message, position) === 0 ? index : undefined;
  }

  /** Index of the first message behind `position`; `nextIndex` when there is none yet. */
  firstAfter(position: MessagePosition): number {
    return this.#search((message) => comparePositions(message, position) > 0);
  }

  /** Index of the first message at or behind `position`. */
  firstFrom(position: MessagePosition): number {
    return this.#search((message) => comparePositions(message, position) >= 0);
  }

  /** Index of the first message published at or after `timeMs`. */
  firstPublishedFrom(timeMs: number): number {
    return this.#search((message) => message.publishTimeMs >= timeMs);
  }

  /** The log is ordered by position and by publish time, so the first match is found by halving. */
  #search(matches: (message: Message) => boolean): number {
    let low = this.#first;
    let high = this.#next;
    while (low < high) {
      const middle = low + Math.floor((high - low) / 2);
      const message = this.at(middle);
      if (message !== undefined && matches(message)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #grow(): void {
    const grown = new Array<Message | undefined>(this.#slots.length * 2).fill(undefined);
    for (let index = this.#first; index < this.#next; index++)
      grown[index & (grown.length - 1)] = this.at(index);
    this.#slots = grown;
  }
}
