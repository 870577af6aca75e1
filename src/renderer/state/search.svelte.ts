import type { Client } from '../api/client.ts';
import { SearchHits } from './search-hits.svelte.ts';
import type { Timers } from './timers.ts';
import type { SearchRequest } from '../../shared/contract/schemas/search.ts';
import { maxQueryLength, parseSearchQuery } from '../../shared/domain/search-query.ts';

/** Between a keystroke and its search: shorter pauses are typing on. */
const searchAfterMs = 150;

export type SearchScope = 'all' | 'stream';

/** What is looked for in the stored messages, and what was found. */
export class Search {
  text = $state('');
  mode = $state<SearchRequest['mode']>('words');
  order = $state<SearchRequest['order']>('newest');
  scope = $state<SearchScope>('all');
  /** The field is to take the focus as soon as it is on screen. */
  wantsFocus = $state(false);
  /** Undefined until something was looked for. */
  hits = $state.raw<SearchHits>();
  /** What is wrong with the query, and where; words have a small language, a substring is any text. */
  readonly problem = $derived.by(() => {
    if (this.text.length > maxQueryLength) return { at: maxQueryLength, message: 'The search is too long.' };
    if (this.mode === 'substring' || this.text.trim() === '') return undefined;
    const parsing = parseSearchQuery(this.text);
    return parsing.ok ? undefined : { at: parsing.at, message: parsing.message };
  });
  #stopWaiting: (() => void) | undefined;
  readonly #client: Client;
  readonly #timers: Timers;
  readonly #currentStream: () => number | undefined;

  /** @param currentStream the stream that "this stream" means; undefined when there is none */
  constructor(client: Client, timers: Timers, currentStream: () => number | undefined) {
    this.#client = client;
    this.#timers = timers;
    this.#currentStream = currentStream;
  }

  /** Starts soon; typing on puts it off. */
  startSoon(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = this.#timers.after(searchAfterMs, () => {
      this.start();
    });
  }

  start(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
    this.hits?.stop();
    const { text, mode, order } = this;
    if (text.trim() === '' || this.problem !== undefined) {
      this.hits = undefined;
      return;
    }
    const streamId = this.scope === 'stream' ? this.#currentStream() : undefined;
    this.hits = new SearchHits(this.#client, {
      // Blanks around words mean nothing; in a substring they are looked for.
      text: mode === 'words' ? text.trim() : text,
      mode,
      // A substring has no rank.
      order: mode === 'substring' ? 'newest' : order,
      ...(streamId === undefined ? {} : { streamId }),
    });
  }

  stop(): void {
    this.#stopWaiting?.();
    this.hits?.stop();
  }
}
