import type { Client } from '../api/client.ts';
import type { HistoryChange, StoredExtent } from './histories.svelte.ts';
import { messageRows, refreshEveryMs, type MessageRow, type MessageRows } from './message-rows.ts';
import type { PositionRange } from './row-selection.svelte.ts';
import { noWishes, wantsOf, type RowWishes } from './row-wishes.ts';
import type { Timers } from './timers.ts';
import type { RowPage } from '../../shared/contract/schemas/history.ts';
import type { Histogram } from '../../shared/contract/schemas/histogram.ts';
import type { NearMark } from '../../shared/contract/schemas/mark.ts';
import type { SequenceRange } from '../../shared/contract/schemas/replay.ts';

/**
 * The rows of one stream's history, pulled page by page. Main says only that a stream grew; `count` and `version`
 * follow at most ten times a second, and the table then asks again for the rows it shows.
 */
export class MessageWindow implements MessageRows {
  count = $state(0);
  version = $state(0);
  /** `seq` of position 0; they count from 1, and retention moves it. */
  firstSeq = $state(1);
  /** Rows ever taken away at the beginning, for the table to keep its place. */
  readonly dropped = $derived(this.firstSeq);
  readonly isComplete = true;
  readonly streamId: number;
  #latest: HistoryChange | undefined;
  #stopWaiting: (() => void) | undefined;
  readonly #client: Client;
  readonly #timers: Timers;
  readonly #wishes: () => RowWishes;
  readonly #stopListening: () => void;

  constructor(
    client: Client,
    timers: Timers,
    streamId: number,
    wishes: () => RowWishes = () => noWishes,
    known: StoredExtent = { count: 0, firstSeq: 1 },
  ) {
    this.count = known.count;
    this.firstSeq = known.firstSeq;
    this.#client = client;
    this.#timers = timers;
    this.streamId = streamId;
    this.#wishes = wishes;
    this.#stopListening = client.on('history.changed', (changes) => {
      for (const change of changes) if (change.streamId === streamId) this.#hear(change);
    });
  }

  /** Learns how many rows there are, for certain. */
  async load(): Promise<void> {
    const { total, rows } = await this.#page(0, 1);
    this.firstSeq = rows[0]?.seq ?? 1;
    this.count = Math.max(total, this.#latest?.count ?? 0);
  }

  /** The row before is asked for too, for the time between. */
  async rows(from: number, count: number): Promise<readonly MessageRow[]> {
    const first = Math.max(0, from - 1);
    const wishes = this.#wishes();
    const page = await this.#page(first, count + from - first, wishes);
    const start = page.rows[0];
    if (start !== undefined) this.firstSeq = start.seq - first;
    return messageRows(page, wishes, from - first);
  }

  /** Positions count from the oldest row that is still kept. */
  sequences(ranges: readonly PositionRange[]): Promise<SequenceRange[]> {
    const { firstSeq } = this;
    return Promise.resolve(
      ranges.map(({ first, last }) => ({ from: first + firstSeq, to: last + firstSeq })),
    );
  }

  async positionOf(seq: number): Promise<number | undefined> {
    const { rows, total } = await this.#page(0, 1);
    const position = seq - (rows[0]?.seq ?? Number.POSITIVE_INFINITY);
    return position >= 0 && position < total ? position : undefined;
  }

  async positionFrom(seq: number): Promise<number | undefined> {
    const { rows, total } = await this.#page(0, 1);
    const position = Math.max(0, seq - (rows[0]?.seq ?? Number.POSITIVE_INFINITY));
    return position < total ? position : undefined;
  }

  shownMarks(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async markNear(seq: number, direction: 'next' | 'previous'): Promise<NearMark | undefined> {
    return (await this.#client.call('marks.near', { view: this.#view, seq, direction })) ?? undefined;
  }

  histogram(buckets: number): Promise<Histogram> {
    return this.#client.call('history.histogram', { view: this.#view, buckets });
  }

  stop(): void {
    this.#stopListening();
    this.#stopWaiting?.();
  }

  get #view() {
    return { kind: 'stream', streamId: this.streamId } as const;
  }

  #page(from: number, count: number, wishes = noWishes): Promise<RowPage> {
    return this.#client.call('history.rows', { view: this.#view, from, count, ...wantsOf(wishes) });
  }

  #hear(change: HistoryChange): void {
    this.#latest = change;
    this.#stopWaiting ??= this.#timers.after(refreshEveryMs, () => {
      this.#stopWaiting = undefined;
      const { count, firstSeq, version } = this.#latest ?? this;
      this.count = count;
      this.firstSeq = firstSeq;
      this.version = version;
    });
  }
}
