import type { Client } from '../api/client.ts';
import { FilteredRows } from './filtered-rows.svelte.ts';
import { noWishes, type RowWishes } from './row-wishes.ts';
import { SeenFields } from './seen-fields.svelte.ts';
import type { Timers } from './timers.ts';
import { reportOf, type ErrorReport } from '../../shared/contract/errors.ts';
import { compileFilter } from '../../shared/domain/filter/compile-filter.ts';
import type { FilterError } from '../../shared/domain/filter/filter-error.ts';

/** What stands in the filter bar of one stream, and the rows it was applied to. */
export class FilterView {
  text = $state('');
  /** Undefined while all rows are shown. */
  rows = $state.raw<FilteredRows>();
  isOpening = $state(false);
  /** Why main did not take the filter. */
  error = $state.raw<ErrorReport>();
  readonly seen: SeenFields;
  /** Undefined while nothing is typed. */
  readonly #compilation = $derived(this.text.trim() === '' ? undefined : compileFilter(this.text));
  readonly problem: FilterError | undefined = $derived(
    this.#compilation?.ok === false ? this.#compilation.error : undefined,
  );
  readonly isValid = $derived(this.#compilation?.ok === true);
  /** What stands there is what the table shows. */
  readonly isApplied = $derived(this.rows === undefined ? this.text === '' : this.text === this.rows.filter);
  #attempt = 0;
  readonly #client: Client;
  readonly #timers: Timers;
  readonly #streamId: number;
  readonly #wishes: () => RowWishes;

  constructor(client: Client, timers: Timers, streamId: number, wishes: () => RowWishes = () => noWishes) {
    this.#client = client;
    this.#timers = timers;
    this.#streamId = streamId;
    this.#wishes = wishes;
    this.seen = new SeenFields(client, timers, streamId);
  }

  /** Shows the rows that match; says whether it came to that. An empty filter shows all rows. */
  async apply(): Promise<boolean> {
    const { text: filter } = this;
    if (filter.trim() === '') {
      this.clear();
      return true;
    }
    if (!this.isValid) return false;
    this.#attempt += 1;
    const attempt = this.#attempt;
    this.isOpening = true;
    this.error = undefined;
    try {
      const streamId = this.#streamId;
      const opened = await this.#client.call('history.openFilter', { streamId, filter });
      if (attempt !== this.#attempt) {
        await this.#client.call('history.closeFilter', { listId: opened.listId });
        return false;
      }
      this.rows?.stop();
      this.rows = new FilteredRows(this.#client, this.#timers, streamId, filter, opened, this.#wishes);
      return true;
    } catch (error) {
      if (attempt === this.#attempt) this.error = reportOf(error);
      return false;
    } finally {
      if (attempt === this.#attempt) this.isOpening = false;
    }
  }

  clear(): void {
    this.#attempt += 1;
    this.text = '';
    this.isOpening = false;
    this.error = undefined;
    this.rows?.stop();
    this.rows = undefined;
  }

  stop(): void {
    this.#attempt += 1;
    this.rows?.stop();
  }
}
