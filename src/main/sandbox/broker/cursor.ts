import type { MessageLog } from './message-log.ts';
import { isSameEntry } from './message-position.ts';
import type { Message } from './message.ts';

/**
 * How far one subscription has come in a log: everything before `settledBefore` is acknowledged, `#acked` holds the
 * acknowledged ones behind it (protocol D12), `readIndex` is the next message to hand out.
 */
export class Cursor {
  readonly #log: MessageLog;
  readonly #acked = new Set<number>();
  #settledBefore: number;
  #read: number;

  constructor(log: MessageLog, startIndex: number) {
    this.#log = log;
    this.#settledBefore = startIndex;
    this.#read = startIndex;
  }

  /** Index of the first message that is not acknowledged. */
  get settledBefore(): number {
    return this.#settledBefore;
  }

  get readIndex(): number {
    return this.#read;
  }

  /** Acknowledged messages behind the first unacknowledged one, as runs of indexes: first and last of each, in order. */
  get scatteredRanges(): readonly (readonly [first: number, last: number])[] {
    const ranges: [number, number][] = [];
    for (const index of [...this.#acked].sort((a, b) => a - b)) {
      const current = ranges[ranges.length - 1];
      if (current?.[1] === index - 1) current[1] = index;
      else ranges.push([index, index]);
    }
    return ranges;
  }

  /** Entries with a message that is not acknowledged: the real broker counts those, not messages (protocol E5). */
  get backlog(): number {
    if (!this.#log.hasBatches) return this.#log.nextIndex - this.#settledBefore - this.#acked.size;
    let entries = 0;
    let previous: Message | undefined;
    for (const message of this.unsettled()) {
      if (!isSameEntry(message, previous)) entries++;
      previous = message;
    }
    return entries;
  }

  isSettled(index: number): boolean {
    return index < this.#settledBefore || this.#acked.has(index);
  }

  /** Returns false when the message was acknowledged before or does not exist. */
  acknowledge(index: number): boolean {
    if (index >= this.#log.nextIndex || this.isSettled(index)) return false;
    if (index !== this.#settledBefore) {
      this.#acked.add(index);
      return true;
    }
    this.#settledBefore++;
    this.#closeGap();
    return true;
  }

  /** The next message nobody acknowledged, moving the read index past it. */
  read(): Message | undefined {
    while (this.#read < this.#log.nextIndex) {
      const index = this.#read++;
      if (this.isSettled(index)) continue;
      const message = this.#log.at(index);
      if (message !== undefined) return message;
    }
    return undefined;
  }

  /** Hands out unacknowledged messages again, from the first. */
  rewind(): void {
    this.#read = this.#settledBefore;
  }

  /** Moves the whole cursor: messages before `index` count as acknowledged, those from it on as not. */
  seek(index: number): void {
    this.#acked.clear();
    this.#settledBefore = Math.min(Math.max(index, this.#log.firstIndex), this.#log.nextIndex);
    this.#read = this.#settledBefore;
  }

  /** The log no longer holds anything before `index`: gives up on what was unacknowledged there and returns how much that was. */
  forgetBefore(index: number): number {
    if (index <= this.#settledBefore) return 0;
    let lost = 0;
    for (let gone = this.#settledBefore; gone < index; gone++) if (!this.#acked.delete(gone)) lost++;
    this.#settledBefore = index;
    this.#closeGap();
    this.#read = Math.max(this.#read, index);
    return lost;
  }

  /** Unacknowledged messages in order, from the first. */
  *unsettled(): Generator<Message> {
    for (let index = this.#settledBefore; index < this.#log.nextIndex; index++) {
      const message = this.#acked.has(index) ? undefined : this.#log.at(index);
      if (message !== undefined) yield message;
    }
  }

  #closeGap(): void {
    while (this.#acked.delete(this.#settledBefore)) this.#settledBefore++;
    if (this.#read < this.#settledBefore) this.#read = this.#settledBefore;
  }
}
