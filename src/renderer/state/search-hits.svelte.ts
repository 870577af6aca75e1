import type { Client } from '../api/client.ts';
import { reportOf, type ErrorReport } from '../../shared/contract/errors.ts';
import type {
  SearchAnswer,
  SearchCoverage,
  SearchHit,
  SearchRequest,
} from '../../shared/contract/schemas/search.ts';

/** Hits asked for at once: a few screens. */
const hitsPerPage = 100;
/** Hits kept beyond the last one in sight: a page, less the few rows by which a list that grew shows more of itself. */
const keptAhead = hitsPerPage - 5;
/** Hits kept; who finds more narrows the search. */
export const mostHits = 10_000;

export type SearchQuestion = Omit<SearchRequest, 'limit' | 'cursor'>;

/**
 * The hits of one search, read page by page as the list is scrolled; a source of rows for the table. A page that found
 * too little in its time is followed by the next one by itself, until the person stops it.
 */
export class SearchHits {
  hits = $state.raw<readonly SearchHit[]>([]);
  coverage = $state.raw<SearchCoverage>();
  /** Rows that were read one by one, over all pages. */
  scanned = $state(0);
  isSearching = $state(false);
  isStopped = $state(false);
  error = $state.raw<ErrorReport>();
  /** Milliseconds the first answer took in the store. */
  tookMs = $state<number>();
  #cursor = $state<string | null>();
  readonly question: SearchQuestion;
  readonly count = $derived(this.hits.length);
  readonly isCapped = $derived(this.hits.length >= mostHits);
  /** Everything was looked at. */
  readonly isComplete = $derived(this.#cursor === null);
  readonly hasMore = $derived(!this.isComplete && !this.isCapped && this.error === undefined);
  /** Messages that were looked at, of those that are stored. */
  readonly lookedAt = $derived.by(() => {
    const { stored = 0, indexed = 0 } = this.coverage ?? {};
    if (this.question.mode === 'substring') return this.isComplete ? stored : Math.min(stored, this.scanned);
    if (this.question.order === 'best') return Math.min(stored, indexed);
    return this.isComplete ? stored : Math.min(stored, indexed + this.scanned);
  });
  readonly #client: Client;

  constructor(client: Client, question: SearchQuestion) {
    this.#client = client;
    this.question = question;
    void this.#find(hitsPerPage);
  }

  /** Rows for the table. */
  rows(from: number, count: number): readonly SearchHit[] {
    return this.hits.slice(from, from + count);
  }

  /** The list is looked at up to this row: a page is kept ahead of the eye, and no more. */
  see(last: number): void {
    if (this.hits.length - last > keptAhead || !this.hasMore || this.isStopped) return;
    void this.#find(this.hits.length + hitsPerPage);
  }

  /** Goes on after a stop or a failure. */
  resume(): void {
    this.isStopped = false;
    this.error = undefined;
    void this.#find(this.hits.length + hitsPerPage);
  }

  /** What was found stays. */
  stop(): void {
    this.isStopped = true;
  }

  async #find(wanted: number): Promise<void> {
    if (this.isSearching) return;
    this.isSearching = true;
    try {
      while (!this.isStopped && this.hits.length < Math.min(wanted, mostHits) && !this.isComplete) {
        const limit = Math.min(hitsPerPage, mostHits - this.hits.length);
        const cursor = this.#cursor ?? undefined;
        this.#take(await this.#client.call('history.search', { ...this.question, limit, cursor }));
      }
    } catch (error) {
      this.error = reportOf(error);
    } finally {
      this.isSearching = false;
    }
  }

  #take({ hits, cursor, coverage, tookMs }: SearchAnswer): void {
    this.tookMs ??= tookMs;
    this.coverage = coverage;
    this.scanned += coverage.scanned;
    this.hits = [...this.hits, ...hits];
    this.#cursor = cursor;
  }
}
