/**
 * Pages of rows that were read, a bounded number of them, least recently wanted thrown out first. Asks for what is in
 * sight only: a request that is no longer wanted when its turn comes is never made.
 */

/** Rows per page: about a screen. Pages that lie side by side are read by one request. */
export const PAGE_ROWS = 50;
/** Pages kept. At 50 rows each this is far more than a screen, far less than a memory problem. */
export const MAX_PAGES = 128;
/** Requests under way at once. More would only queue up behind the one reader of the store. */
export const MAX_IN_FLIGHT = 4;

interface Page<Row> {
  readonly rows: readonly Row[];
  /** Place of the first of `rows` within the page; above 0 only where the beginning was dropped. */
  readonly skip: number;
  /** Rows the page was asked to hold: one that got fewer is not asked for again until more exist. */
  readonly asked: number;
  readonly generation: number;
}

/** Rows [from, to), counted from the first row ever, so that dropped rows do not move pages. */
interface Span {
  readonly from: number;
  readonly to: number;
}

interface Waiter extends Span {
  readonly resolve: () => void;
}

export interface PageCacheInputs<Row> {
  readonly read: (from: number, count: number) => readonly Row[] | Promise<readonly Row[]>;
  /** Something that may be in sight has changed. */
  readonly onchange: () => void;
}

export class PageCache<Row> {
  readonly #inputs: PageCacheInputs<Row>;
  readonly #pages = new Map<number, Page<Row>>();
  /** Pages under way, and how many requests they are. */
  readonly #inFlight = new Set<number>();
  #requests = 0;
  #inSight: Span = { from: 0, to: 0 };
  #nearby: Span = { from: 0, to: 0 };
  #waiters: readonly Waiter[] = [];
  #generation = 0;
  #epoch = 0;
  #count = 0;
  #dropped = 0;
  #failure: { readonly cause: unknown } | undefined;

  constructor(inputs: PageCacheInputs<Row>) {
    this.#inputs = inputs;
  }

  /** Why the last request failed; undefined while all is well. Nothing more is read until retry() or refresh(). */
  get failure(): { readonly cause: unknown } | undefined {
    return this.#failure;
  }

  /** The size of the source. Rows already read stay as they are. */
  resize(count: number, dropped: number): void {
    this.#count = count;
    if (dropped === this.#dropped) return;
    this.#dropped = dropped;
    // A request under way was made with old indices: its answer is shown, but read again.
    this.#generation += 1;
  }

  row(index: number): Row | undefined {
    const absolute = index + this.#dropped;
    const page = this.#pages.get(Math.floor(absolute / PAGE_ROWS));
    return page?.rows[(absolute % PAGE_ROWS) - page.skip];
  }

  /**
   * Rows [from, to) are in sight: reads what is missing or stale, and then what is missing of the rows `around` them.
   * Replaces what was wanted before.
   */
  want(from: number, to: number, around = 0): void {
    this.#inSight = this.#span(from, to);
    this.#nearby = this.#span(from - around, to + around);
    this.#pump();
  }

  /** Resolves when rows [from, to) have been read once or cannot be. Undefined when they are there already. */
  whenReady(from: number, to: number): Promise<void> | undefined {
    const span = this.#span(from, to);
    if (this.#isSettled(span)) return undefined;
    const { promise, waiter } = waitFor(span);
    this.#waiters = [...this.#waiters, waiter];
    this.#pump();
    return this.#waiters.includes(waiter) ? promise : undefined;
  }

  /** What was read may have changed: it is shown until it has been read again. */
  refresh(): void {
    this.#generation += 1;
    this.#failure = undefined;
    this.#pump();
  }

  /** What was read belongs to other data. */
  clear(): void {
    this.#pages.clear();
    this.#inFlight.clear();
    this.#requests = 0;
    this.#epoch += 1;
    this.#failure = undefined;
    this.#releaseAll();
  }

  /** Tries again what failed. */
  retry(): void {
    this.#failure = undefined;
    this.#inputs.onchange();
    this.#pump();
  }

  #span(from: number, to: number): Span {
    return { from: Math.max(0, from) + this.#dropped, to: Math.min(to, this.#count) + this.#dropped };
  }

  #expected(number: number): number {
    return Math.min(PAGE_ROWS, this.#count + this.#dropped - number * PAGE_ROWS);
  }

  #isMissing(number: number): boolean {
    return (this.#pages.get(number)?.asked ?? -1) < this.#expected(number);
  }

  #isMissingOrStale(number: number): boolean {
    return this.#isMissing(number) || this.#pages.get(number)?.generation !== this.#generation;
  }

  /** Read at least once to the extent asked, be it stale: waiting for more could last for ever while rows stream in. */
  #isSettled(span: Span): boolean {
    if (this.#failure !== undefined) return true;
    return pagesOf(span).every((number) => {
      const needed = Math.min(PAGE_ROWS, span.to - number * PAGE_ROWS);
      return (this.#pages.get(number)?.asked ?? -1) >= needed;
    });
  }

  #pump(): void {
    for (const span of [this.#inSight, ...this.#waiters])
      this.#read(span, (number) => this.#isMissingOrStale(number));
    // What is in sight is not kept waiting by what is not.
    if (this.#requests === 0) this.#read(this.#nearby, (number) => this.#isMissing(number));
    const settled = this.#waiters.filter((waiter) => this.#isSettled(waiter));
    if (settled.length === 0) return;
    this.#waiters = this.#waiters.filter((waiter) => !settled.includes(waiter));
    for (const { resolve } of settled) resolve();
  }

  /** One request for every run of pages that are wanted. */
  #read(span: Span, isWanted: (number: number) => boolean): void {
    let run: number[] = [];
    const endRun = (): void => {
      const [first] = run;
      if (first !== undefined && this.#failure === undefined && this.#requests < MAX_IN_FLIGHT)
        this.#request(first, run.length);
      run = [];
    };
    for (const number of pagesOf(span)) {
      if (isWanted(number) && !this.#inFlight.has(number)) run.push(number);
      else {
        this.#touch(number);
        endRun();
      }
    }
    endRun();
  }

  #request(first: number, pages: number): void {
    const epoch = this.#epoch;
    const generation = this.#generation;
    const numbers = Array.from({ length: pages }, (_, offset) => first + offset);
    const asked = numbers.map((number) => this.#expected(number));
    const start = first * PAGE_ROWS - this.#dropped;
    const skip = Math.max(0, -start);
    const keep = (rows: readonly Row[]): void => {
      for (const [place, number] of numbers.entries()) {
        const from = place * PAGE_ROWS - skip;
        this.#pages.delete(number);
        this.#pages.set(number, {
          rows: rows.slice(Math.max(0, from), Math.max(0, from + PAGE_ROWS)),
          skip: Math.max(0, -from),
          asked: asked[place] ?? 0,
          generation,
        });
      }
      this.#evict();
      this.#inputs.onchange();
    };
    let answer: readonly Row[] | Promise<readonly Row[]>;
    try {
      answer = this.#inputs.read(
        start + skip,
        asked.reduce((sum, count) => sum + count, -skip),
      );
    } catch (error) {
      this.#fail(error);
      return;
    }
    if (!(answer instanceof Promise)) {
      keep(answer);
      return;
    }
    for (const number of numbers) this.#inFlight.add(number);
    this.#requests += 1;
    const settle = (use: () => void): void => {
      if (epoch !== this.#epoch) return;
      for (const number of numbers) this.#inFlight.delete(number);
      this.#requests -= 1;
      use();
      this.#pump();
    };
    answer.then(
      (rows) => settle(() => keep(rows)),
      (error: unknown) => settle(() => this.#fail(error)),
    );
  }

  #fail(cause: unknown): void {
    this.#failure = { cause };
    this.#inputs.onchange();
  }

  #touch(number: number): void {
    const page = this.#pages.get(number);
    if (page === undefined) return;
    this.#pages.delete(number);
    this.#pages.set(number, page);
  }

  #evict(): void {
    for (const number of this.#pages.keys()) {
      if (this.#pages.size <= MAX_PAGES) return;
      this.#pages.delete(number);
    }
  }

  #releaseAll(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { resolve } of waiters) resolve();
  }
}

const pagesOf = ({ from, to }: Span): readonly number[] => {
  const first = Math.floor(from / PAGE_ROWS);
  const count = to <= from ? 0 : Math.ceil(to / PAGE_ROWS) - first;
  return Array.from({ length: count }, (_, offset) => first + offset);
};

const waitFor = (span: Span): { readonly promise: Promise<void>; readonly waiter: Waiter } => {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, waiter: { ...span, resolve: () => resolve() } };
};
