import type { Topic } from '../broker/topic.ts';

/** Chooses the partition of a message: by key, else one for all or each in turn (protocol D2 `messageRoutingMode`). */
export class ProducerRouting {
  readonly #parts: readonly Topic[];
  readonly #isRoundRobin: boolean;
  #turn = 0;

  constructor(parts: readonly Topic[], isRoundRobin: boolean) {
    this.#parts = parts;
    this.#isRoundRobin = isRoundRobin;
  }

  partFor(key: string | undefined): Topic | undefined {
    if (this.#parts.length === 1) return this.#parts[0];
    if (key !== undefined) return this.#parts[javaStringHash(key) % this.#parts.length];
    if (this.#isRoundRobin) this.#turn++;
    return this.#parts[this.#turn % this.#parts.length];
  }
}

/** The default `hashingScheme`, made non-negative as Pulsar does. */
function javaStringHash(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash & 0x7fffffff;
}
