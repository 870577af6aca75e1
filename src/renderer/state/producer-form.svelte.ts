import { OptionalNumber } from '../ui/controls/optional-number.svelte.ts';
import {
  producerBounds,
  type compressions,
  type hashings,
  type ProducerOptions,
  type routings,
} from '../../shared/contract/schemas/publish.ts';

/** Nothing chosen: the service's own. */
export const byService = 'default';
type ByService = typeof byService;

const bounded = ([min, max]: readonly [number, number], perUnit = 1): OptionalNumber =>
  new OptionalNumber({ min: min / perUnit, max: max / perUnit, integer: perUnit === 1 });

/** How the service's own producer is to work; everything here may be left as it is. */
export class ProducerForm {
  name = $state('');
  compression = $state<(typeof compressions)[number] | ByService>(byService);
  routing = $state<(typeof routings)[number] | ByService>(byService);
  hashing = $state<(typeof hashings)[number] | ByService>(byService);
  isBatching = $state(false);
  readonly batchMessages = bounded(producerBounds.maxMessages);
  readonly batchDelayMs = bounded(producerBounds.maxPublishDelayMs);
  readonly pending = bounded(producerBounds.maxPendingMessages);
  readonly timeoutSeconds = bounded(producerBounds.sendTimeoutMs, 1_000);

  readonly hasProblem: boolean = $derived.by(() =>
    [this.batchMessages, this.batchDelayMs, this.pending, this.timeoutSeconds].some(
      ({ problem }) => problem !== undefined,
    ),
  );
  /** Undefined while everything is left to the service. */
  readonly options: ProducerOptions | undefined = $derived.by(() => {
    const options = this.#options();
    return Object.keys(options).length === 0 ? undefined : options;
  });
  /** What is set, in a few words; empty while nothing is. */
  readonly summary: string = $derived.by(() => {
    const { producerName, compression, routing, batching, hashing, ...limits } = this.#options();
    return [
      producerName,
      compression,
      ...(batching === undefined ? [] : ['batching']),
      routing,
      hashing,
      ...(Object.keys(limits).length === 0 ? [] : ['limits']),
    ]
      .filter((word) => word !== undefined)
      .join(', ');
  });

  #options(): ProducerOptions {
    const name = this.name.trim();
    const seconds = this.timeoutSeconds.value;
    return {
      ...(name === '' ? {} : { producerName: name }),
      ...(this.compression === byService ? {} : { compression: this.compression }),
      ...(this.routing === byService ? {} : { routing: this.routing }),
      ...(this.hashing === byService ? {} : { hashing: this.hashing }),
      ...(this.isBatching ? { batching: this.#batching() } : {}),
      ...(this.pending.value === null ? {} : { maxPendingMessages: this.pending.value }),
      ...(seconds === null ? {} : { sendTimeoutMs: Math.round(seconds * 1_000) }),
    };
  }

  #batching(): NonNullable<ProducerOptions['batching']> {
    const [messages, delay] = [this.batchMessages.value, this.batchDelayMs.value];
    return {
      ...(messages === null ? {} : { maxMessages: messages }),
      ...(delay === null ? {} : { maxPublishDelayMs: delay }),
    };
  }
}
