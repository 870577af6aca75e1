import type { Client } from '../api/client.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { ProducerForm } from './producer-form.svelte.ts';
import { producerFrameBytes } from './producer-frame-size.ts';
import { PublishRun } from './publish-run.svelte.ts';
import type { Timers } from './timers.ts';
import { OptionalNumber } from '../ui/controls/optional-number.svelte.ts';
import { reportOf, type ErrorReport } from '../../shared/contract/errors.ts';
import type { OutgoingMessage, PublishTarget, Receipt } from '../../shared/contract/schemas/publish.ts';
import type { TemplateSource } from '../../shared/domain/template/generator.ts';
import {
  parseMessageTemplate,
  type MessageTemplateError,
  type MessageTexts,
} from '../../shared/domain/template/message-template.ts';

/** More is a load test, which wants a tool of its own. */
const mostTimes = 1_000_000;
const mostPerSecond = 10_000;

export interface PropertyRow {
  readonly id: number;
  readonly name: string;
  readonly value: string;
}

/** What stands in the composer, and what became of the last message sent from it. */
export class PublishDraft {
  text = $state('');
  key = $state('');
  properties = $state.raw<readonly PropertyRow[]>([]);
  /** `{{…}}` is filled in for every message; else it is sent as it stands. */
  isTemplate = $state(true);
  /** How often it is published; empty is once. */
  readonly times = new OptionalNumber({ min: 1, max: mostTimes, integer: true }, 1);
  /** Empty: as fast as receipts come. */
  readonly perSecond = new OptionalNumber({ min: 0.01, max: mostPerSecond, integer: false });
  readonly producer = new ProducerForm();
  readonly count = $derived(this.times.value ?? 1);
  isSending = $state(false);
  receipt = $state.raw<Receipt>();
  error = $state.raw<ErrorReport>();
  /** The last run of several messages. */
  run = $state.raw<PublishRun>();
  /** Another number makes another example of generated values. */
  exampleSeed = $state(1);

  readonly #texts: MessageTexts = $derived.by(() => ({
    payload: this.text,
    key: this.key === '' ? undefined : this.key,
    properties: this.properties
      .filter(({ name }) => name !== '')
      .map(({ name, value }) => [name, value] as const),
  }));
  readonly #parsing = $derived(this.isTemplate ? parseMessageTemplate(this.#texts) : undefined);
  readonly templateErrors: readonly MessageTemplateError[] = $derived(
    this.#parsing?.ok === false ? this.#parsing.errors : [],
  );
  /** Messages of a run differ from each other. */
  readonly isGenerated = $derived(this.#parsing?.ok === true && this.#parsing.template.isGenerated);
  /** One message as it would be sent; the same until the draft or the seed changes. */
  readonly example: MessageTexts = $derived.by(() => {
    const random = seededRandom(this.exampleSeed);
    return this.#render({ sequence: this.#sent, now: this.#timers.now(), random });
  });
  readonly frameBytes: number = $derived.by(() => {
    const { payload, key, properties } = messageOf(this.example);
    return producerFrameBytes(payload.length, key ?? '', properties);
  });
  /** Messages sent one by one since the draft was filled: what `{{seq}}` counts between runs. */
  #sent = $state(0);
  #nextRow = 1;
  readonly #client: Client;
  readonly #timers: Timers;
  readonly #random: () => number;

  constructor(client: Client, timers: Timers, random: () => number) {
    this.#client = client;
    this.#timers = timers;
    this.#random = random;
  }

  addProperty(): void {
    this.properties = [...this.properties, { id: this.#nextRow++, name: '', value: '' }];
  }

  changeProperty(id: number, change: Partial<Pick<PropertyRow, 'name' | 'value'>>): void {
    this.properties = this.properties.map((row) => (row.id === id ? { ...row, ...change } : row));
  }

  removeProperty(id: number): void {
    this.properties = this.properties.filter((row) => row.id !== id);
  }

  /** Takes a stored message as the new draft. Braces that were in it are its own, not holes to be filled. */
  fill(text: string, key: string | null, properties: readonly (readonly [string, string])[]): void {
    this.text = text;
    this.key = key ?? '';
    this.properties = properties.map(([name, value]) => ({ id: this.#nextRow++, name, value }));
    this.isTemplate = ![text, this.key, ...properties.map(([, value]) => value)].some((part) =>
      part.includes('{{'),
    );
    this.#sent = 0;
    this.receipt = undefined;
    this.error = undefined;
  }

  /** Sends what stands there; the draft stays, so that the next message is one key away. */
  async send(target: PublishTarget): Promise<boolean> {
    if (this.isSending) return false;
    this.isSending = true;
    this.error = undefined;
    this.run = undefined;
    try {
      const message = this.#messageAt(this.#sent);
      this.receipt = await this.#client.call('publish.send', { target, message });
      this.#sent += 1;
      return true;
    } catch (error) {
      this.receipt = undefined;
      this.error = reportOf(error);
      return false;
    } finally {
      this.isSending = false;
    }
  }

  /** Sends it so many times, each filled in anew. What stands in the composer now is what the whole run sends. */
  sendMany(target: PublishTarget): void {
    if (this.run?.isRunning === true) return;
    const total = this.count;
    const perSecond = this.perSecond.value;
    this.error = undefined;
    this.receipt = undefined;
    const message = this.#frozen();
    this.run = new PublishRun({
      client: this.#client,
      timers: this.#timers,
      target,
      total,
      perSecond,
      message,
    });
  }

  stop(): void {
    this.run?.cancel();
  }

  #messageAt(sequence: number): OutgoingMessage {
    return messageOf(this.#render({ sequence, now: this.#timers.now(), random: this.#random }));
  }

  #frozen(): (sequence: number) => OutgoingMessage {
    const texts = this.#texts;
    const parsing = this.#parsing;
    const random = this.#random;
    const timers = this.#timers;
    return (sequence) =>
      messageOf(
        parsing?.ok === true ? parsing.template.render({ sequence, now: timers.now(), random }) : texts,
      );
  }

  #render(source: TemplateSource): MessageTexts {
    return this.#parsing?.ok === true ? this.#parsing.template.render(source) : this.#texts;
  }
}

function messageOf({ payload, key, properties }: MessageTexts): OutgoingMessage {
  return {
    payload: new TextEncoder().encode(payload),
    properties: properties.map(([name, value]): [string, string] => [name, value]),
    ...(key === undefined ? {} : { key }),
  };
}
