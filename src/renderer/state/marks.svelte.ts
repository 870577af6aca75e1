import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { Client } from '../api/client.ts';
import { marksOf, noMarks, type StreamMarks } from './stream-marks.ts';
import type { Mark, MarkWish } from '../../shared/contract/schemas/mark.ts';
import type { MarkColour } from '../../shared/domain/mark.ts';

/** Marks of the streams that are on screen, read whole and again whenever main says that they changed. */
export class Marks {
  /** Grows with every list that was read. */
  version = $state(0);
  /** What the next mark is made in: the colour chosen last. */
  colour = $state<MarkColour>('amber');
  readonly #lists = new SvelteMap<number, StreamMarks>();
  readonly #client: Client;
  readonly #report: (error: unknown) => void;
  readonly #stopListening: () => void;

  constructor(client: Client, report: (error: unknown) => void) {
    this.#client = client;
    this.#report = report;
    this.#stopListening = client.on('marks.changed', (streamIds) => {
      for (const streamId of streamIds) if (this.#lists.has(streamId)) void this.#read(streamId);
    });
  }

  of(streamId: number | undefined): StreamMarks {
    return (streamId === undefined ? undefined : this.#lists.get(streamId)) ?? noMarks;
  }

  /** Reads a stream's marks, once; what changes later comes by itself. */
  watch(streamId: number): void {
    if (untrack(() => this.#lists.has(streamId))) return;
    this.#lists.set(streamId, noMarks);
    void this.#read(streamId);
  }

  async set(streamId: number, marks: readonly MarkWish[]): Promise<void> {
    await this.#client.call('marks.set', { streamId, marks: [...marks] });
  }

  async remove(streamId: number, seqs: readonly number[]): Promise<void> {
    await this.#client.call('marks.remove', { streamId, seqs: [...seqs] });
  }

  /** Marks what is not marked yet; when all of it is, takes the marks away and answers with them. */
  async toggle(streamId: number, seqs: readonly number[]): Promise<readonly Mark[]> {
    const { bySeq } = this.of(streamId);
    const { colour } = this;
    const unmarked = seqs.filter((seq) => !bySeq.has(seq));
    if (unmarked.length > 0) {
      await this.set(
        streamId,
        unmarked.map((seq) => ({ seq, colour, comment: '' })),
      );
      return [];
    }
    await this.remove(streamId, seqs);
    return seqs.flatMap((seq) => bySeq.get(seq) ?? []);
  }

  stop(): void {
    this.#stopListening();
  }

  async #read(streamId: number): Promise<void> {
    try {
      const list = await this.#client.call('marks.list', { streamId });
      this.#lists.set(streamId, marksOf(list));
      this.version += 1;
    } catch (error) {
      // What was read before stays; the next change is the next try.
      this.#report(error);
    }
  }
}
