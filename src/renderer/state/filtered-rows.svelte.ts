import type { Client } from '../api/client.ts';
import { messageRows, refreshEveryMs, type MessageRow, type MessageRows } from './message-rows.ts';
import type { PositionRange } from './row-selection.svelte.ts';
import { noWishes, wantsOf, type RowWishes } from './row-wishes.ts';
import type { Timers } from './timers.ts';
import { reportOf, StreamscopeError, type ErrorReport } from '../../shared/contract/errors.ts';
import type { ListProgress } from '../../shared/contract/schemas/filter-list.ts';
import { maxRowsPerPage, type RowPage } from '../../shared/contract/schemas/history.ts';
import type { Histogram } from '../../shared/contract/schemas/histogram.ts';
import type { NearMark } from '../../shared/contract/schemas/mark.ts';
import type { SequenceRange } from '../../shared/contract/schemas/replay.ts';
import { compileFilter } from '../../shared/domain/filter/compile-filter.ts';
import { addSequence } from './sequence-ranges.ts';

/** One step of looking at rows: pages of the table are read in between. */
const fillMs = 40;

/**
 * The rows of one stream that match a filter. Main finds them in steps that are asked for from here: until it has
 * looked at everything, and again whenever the stream has grown.
 */
export class FilteredRows implements MessageRows {
  /** What main has said of these rows, and how often they were found anew here. */
  #heardVersion = $state(0);
  #findings = $state(0);
  readonly version = $derived(this.#heardVersion + this.#findings);
  /** Nothing more is looked at until the person says so; what was found stays. */
  isPaused = $state(false);
  /** True from the first moment on which every stored row had been looked at. */
  isComplete = $state(false);
  error = $state.raw<ErrorReport>();
  readonly dropped = 0;
  readonly filter: string;
  readonly streamId: number;
  /** Rows that match so far. */
  count = $state(0);
  /** Rows looked at, those of them that could not be judged, and those still to be looked at. */
  scanned = $state(0);
  failed = $state(0);
  left = $state(0);
  #listId = 0;
  #judgement = 0;
  #isFilling = false;
  #isStopped = false;
  #reopening: Promise<void> | undefined;
  #stopWaiting: (() => void) | undefined;
  readonly #client: Client;
  readonly #timers: Timers;
  readonly #wishes: () => RowWishes;
  readonly #stopListening: readonly (() => void)[];

  constructor(
    client: Client,
    timers: Timers,
    streamId: number,
    filter: string,
    opened: ListProgress,
    wishes: () => RowWishes = () => noWishes,
  ) {
    this.#client = client;
    this.#timers = timers;
    this.streamId = streamId;
    this.filter = filter;
    this.#wishes = wishes;
    this.#take(opened);
    this.#stopListening = [
      client.on('history.changed', (changes) => {
        const change = changes.find((other) => other.streamId === streamId);
        if (change !== undefined) this.#lookAgainSoon(change.version);
      }),
      client.on('marks.changed', (streamIds) => {
        if (streamIds.includes(streamId) && asksForMarks(filter)) void this.#judgeAgain();
      }),
    ];
    void this.#fill();
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    this.error = undefined;
    void this.#fill();
  }

  async rows(from: number, count: number): Promise<readonly MessageRow[]> {
    const first = Math.max(0, from - 1);
    const wishes = this.#wishes();
    return messageRows(await this.#page(first, count + from - first, wishes), wishes, from - first);
  }

  async sequences(ranges: readonly PositionRange[]): Promise<SequenceRange[]> {
    const found: SequenceRange[] = [];
    for (const { first, last } of ranges) {
      for (let from = first; from <= last; from += maxRowsPerPage) {
        const { rows } = await this.#page(from, Math.min(maxRowsPerPage, last - from + 1));
        for (const { seq } of rows) addSequence(found, seq);
      }
    }
    return found;
  }

  /** Matches stand in the order of their `seq`, so a dozen looks find one among thousands. */
  async positionOf(seq: number): Promise<number | undefined> {
    const position = await this.positionFrom(seq);
    if (position === undefined) return undefined;
    const [row] = (await this.#page(position, 1)).rows;
    return row?.seq === seq ? position : undefined;
  }

  async positionFrom(seq: number): Promise<number | undefined> {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      const [row] = (await this.#page(middle, 1)).rows;
      if (row === undefined || row.seq >= seq) high = middle;
      else low = middle + 1;
    }
    return low < this.count ? low : undefined;
  }

  shownMarks(): Promise<readonly number[]> {
    return this.#whileOpen((listId) => this.#client.call('marks.shown', { view: { kind: 'list', listId } }));
  }

  async markNear(seq: number, direction: 'next' | 'previous'): Promise<NearMark | undefined> {
    const near = await this.#whileOpen((listId) =>
      this.#client.call('marks.near', { view: { kind: 'list', listId }, seq, direction }),
    );
    return near ?? undefined;
  }

  histogram(buckets: number): Promise<Histogram> {
    return this.#whileOpen((listId) =>
      this.#client.call('history.histogram', { view: { kind: 'list', listId }, buckets }),
    );
  }

  stop(): void {
    this.#isStopped = true;
    for (const stop of this.#stopListening) stop();
    this.#stopWaiting?.();
    // Main closes lists that are not used by itself; telling it only makes that sooner.
    this.#client.call('history.closeFilter', { listId: this.#listId }).catch(() => undefined);
  }

  #lookAgainSoon(version: number): void {
    this.#stopWaiting ??= this.#timers.after(refreshEveryMs, () => {
      this.#stopWaiting = undefined;
      this.#heardVersion = version;
      void this.#fill();
    });
  }

  #take({ listId, matches, scanned, failed, left }: ListProgress): void {
    this.#listId = listId;
    this.count = matches;
    this.scanned = scanned;
    this.failed = failed;
    this.left = left;
    if (left === 0) this.isComplete = true;
  }

  async #fill(): Promise<void> {
    if (this.#isFilling) return;
    this.#isFilling = true;
    try {
      while (!this.#isStopped && !this.isPaused) {
        const { scanned } = this;
        const progress = await this.#fillOnce();
        // Meanwhile the rows may have been found anew, in another list.
        if (progress.listId !== this.#listId) continue;
        this.#take(progress);
        if (this.left === 0 || this.scanned === scanned) break;
      }
      this.error = undefined;
    } catch (error) {
      this.error = reportOf(error);
    } finally {
      this.#isFilling = false;
    }
  }

  #fillOnce(): Promise<ListProgress> {
    return this.#whileOpen((listId) => this.#client.call('history.fillFilter', { listId, forMs: fillMs }));
  }

  #page(from: number, count: number, wishes = noWishes): Promise<RowPage> {
    const wants = wantsOf(wishes);
    return this.#whileOpen((listId) =>
      this.#client.call('history.rows', { view: { kind: 'list', listId }, from, count, ...wants }),
    );
  }

  /** Marks changed, and with them what matches: the rows are found anew, and the old ones stay until they are. */
  async #judgeAgain(): Promise<void> {
    this.#judgement += 1;
    const judgement = this.#judgement;
    const { streamId, filter } = this;
    try {
      let found = await this.#client.call('history.openFilter', { streamId, filter });
      const { listId } = found;
      const isWanted = (): boolean => !this.#isStopped && judgement === this.#judgement;
      while (isWanted() && found.left > 0)
        found = await this.#client.call('history.fillFilter', { listId, forMs: fillMs });
      const unused = isWanted() ? this.#listId : listId;
      if (isWanted()) {
        this.#take(found);
        this.#findings += 1;
      }
      await this.#client.call('history.closeFilter', { listId: unused });
    } catch (error) {
      if (judgement === this.#judgement) this.error = reportOf(error);
    }
  }

  /** Main keeps a bounded number of lists: one that it closed for others is opened again, once for every call. */
  async #whileOpen<Answer>(ask: (listId: number) => Promise<Answer>): Promise<Answer> {
    try {
      return await ask(this.#listId);
    } catch (error) {
      if (!(error instanceof StreamscopeError) || error.code !== 'NOT_FOUND' || this.#isStopped) throw error;
      this.#reopening ??= this.#reopen().finally(() => {
        this.#reopening = undefined;
      });
      await this.#reopening;
      return ask(this.#listId);
    }
  }

  async #reopen(): Promise<void> {
    const { streamId, filter } = this;
    this.#take(await this.#client.call('history.openFilter', { streamId, filter }));
    this.#findings += 1;
    void this.#fill();
  }
}

function asksForMarks(filter: string): boolean {
  const compilation = compileFilter(filter);
  return compilation.ok && compilation.filter.usesMarks;
}
