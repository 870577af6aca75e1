import type { Consumer } from './consumer.ts';
import type { Message } from './message.ts';

/** Picks the consumer for a message of a Shared or Key_Shared subscription. */
export interface ConsumerChoice {
  /** A consumer without room means: keep the message until that one has room. Undefined: nobody has. */
  choose(message: Message, consumers: readonly Consumer[]): Consumer | undefined;
  given(message: Message, consumer: Consumer): void;
  /** The message is no longer with a consumer. */
  released(index: number): void;
}

export function hasRoom(consumer: Consumer): boolean {
  return consumer.hasPermit && !consumer.isBlockedOnUnacked;
}

/** Shared: in turn among those of the best priority level that have room (protocol D3, D12). */
export class RoundRobinChoice implements ConsumerChoice {
  #turn = 0;

  choose(_message: Message, consumers: readonly Consumer[]): Consumer | undefined {
    const open = consumers.filter(hasRoom);
    if (open.length <= 1) return open[0];
    const bestLevel = Math.min(...open.map((consumer) => consumer.priorityLevel));
    const candidates = open.filter((consumer) => consumer.priorityLevel === bestLevel);
    this.#turn++;
    return candidates[this.#turn % candidates.length];
  }

  given(): void {
    // Turns are counted when choosing.
  }

  released(): void {
    // Nothing is kept for a message.
  }
}

/**
 * Key_Shared: a key belongs to one consumer by its hash. While messages of a key are with a consumer, the key stays there
 * even when consumers come and go, or its order would be lost (protocol D12).
 */
export class KeyChoice implements ConsumerChoice {
  readonly #holders = new Map<string, { consumer: Consumer; messages: number }>();
  readonly #keyOfIndex = new Map<number, string>();

  choose(message: Message, consumers: readonly Consumer[]): Consumer | undefined {
    const key = stickyKey(message);
    const holder = this.#holders.get(key);
    if (holder !== undefined && consumers.includes(holder.consumer)) return holder.consumer;
    return consumers[hashOf(key) % consumers.length];
  }

  given(message: Message, consumer: Consumer): void {
    const key = stickyKey(message);
    this.#keyOfIndex.set(message.index, key);
    const holder = this.#holders.get(key);
    if (holder?.consumer === consumer) holder.messages++;
    else this.#holders.set(key, { consumer, messages: 1 });
  }

  released(index: number): void {
    const key = this.#keyOfIndex.get(index);
    if (key === undefined) return;
    this.#keyOfIndex.delete(index);
    const holder = this.#holders.get(key);
    if (holder !== undefined && --holder.messages <= 0) this.#holders.delete(key);
  }
}

/** Messages without a key are spread by producer and sequence, as newer brokers do. */
function stickyKey(message: Message): string {
  return message.key === undefined ? `${message.producerName}-${message.sequenceId}` : `=${message.key}`;
}

/** FNV-1a over UTF-16 units: stable and even; the real broker's Murmur ranges are not visible to clients. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}
