import type { MessageRow, MessageRows } from './message-rows.ts';
import type { TableView } from './table-view.svelte.ts';

/** The rows of a tab as a table reads them: again whenever other columns or rules are wanted of them. */
export class TableSource {
  readonly #rows: MessageRows;
  readonly #view: TableView;

  constructor(rows: MessageRows, view: TableView) {
    this.#rows = rows;
    this.#view = view;
  }

  get count(): number {
    return this.#rows.count;
  }

  get dropped(): number {
    return this.#rows.dropped;
  }

  get isFilling(): boolean {
    return !this.#rows.isComplete;
  }

  get version(): string {
    return `${this.#rows.version} ${this.#view.wishesKey}`;
  }

  async rows(from: number, count: number): Promise<readonly MessageRow[]> {
    const rows = await this.#rows.rows(from, count);
    this.#view.numbers.learn(rows);
    this.#view.seen.learn(rows);
    return rows;
  }
}
