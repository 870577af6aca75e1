import { columnIdOf, fieldOfColumn } from './column-id.ts';
import type { MessageRow } from './message-rows.ts';
import { NumberColumns } from './number-columns.svelte.ts';
import { SeenRows } from './seen-rows.svelte.ts';
import type { RowWishes } from './row-wishes.ts';
import type { StreamPlace } from './stream-place.ts';
import { everyPlace, type SavedColumn, type TimeDisplay, type TimeReference } from './table-layout.ts';
import type { Workspace } from './workspace.svelte.ts';

/** Streams whose columns are kept; the ones changed longest ago go first. */
const mostPlaces = 200;

/** How the table of one stream looks: its columns, how it tells times, and the rules that colour its rows. */
export class TableView {
  /** Names the stream in what is kept. */
  readonly key: string;
  readonly numbers = new NumberColumns();
  readonly seen = new SeenRows();
  readonly #workspace: Workspace;
  /** As the person arranged them; undefined while nobody did. */
  readonly columns: readonly SavedColumn[] | undefined = $derived.by(() => {
    const { columns } = this.#workspace.layout;
    return columns[this.key] ?? columns[everyPlace];
  });
  readonly wishes: RowWishes = $derived.by(() => ({
    fields: (this.columns ?? []).flatMap(({ id, isHidden }) => {
      const field = isHidden ? undefined : fieldOfColumn(id);
      return field === undefined ? [] : [{ id: columnIdOf(field), field }];
    }),
    rules: this.#workspace.layout.colourRules.filter(
      ({ isOn, filter, place }) => isOn && filter.trim() !== '' && (place === null || place === this.key),
    ),
  }));
  /** Changes whenever rows would read differently. */
  readonly wishesKey = $derived(JSON.stringify(this.wishes));
  readonly timeDisplay: TimeDisplay = $derived.by(() => this.#workspace.layout.timeDisplay);
  readonly reference: TimeReference | undefined = $derived.by(
    () => this.#workspace.layout.timeReferences[this.key],
  );

  constructor(workspace: Workspace, place: StreamPlace) {
    this.#workspace = workspace;
    this.key = `${place.connectionId} ${place.fullName}`;
  }

  keepColumns(columns: readonly SavedColumn[]): void {
    this.#workspace.change({ columns: this.#withOwn(this.#workspace.layout.columns, [...columns]) });
  }

  /** These columns for every stream, also for those that were arranged by themselves. */
  keepColumnsForAll(columns: readonly SavedColumn[]): void {
    this.#workspace.change({ columns: { [everyPlace]: [...columns] } });
  }

  /** Back to the columns of every stream; if it has those, back to the columns of a fresh table. */
  forgetColumns(): void {
    const { columns } = this.#workspace.layout;
    const forgotten = this.key in columns ? this.key : everyPlace;
    const kept = Object.entries(columns).filter(([key]) => key !== forgotten);
    this.#workspace.change({ columns: Object.fromEntries(kept) });
  }

  showTimes(timeDisplay: TimeDisplay): void {
    this.#workspace.change({ timeDisplay });
  }

  /** Times of this stream are told as distances from this message. */
  setReference({ seq, publishTime, eventTime, receivedAt }: MessageRow): void {
    const reference = { seq, published: publishTime, event: eventTime, received: receivedAt };
    this.#workspace.change({
      timeDisplay: 'reference',
      timeReferences: this.#withOwn(this.#workspace.layout.timeReferences, reference),
    });
  }

  /** The newest last, and no more than are kept. */
  #withOwn<Kept>(all: Readonly<Record<string, Kept>>, own: Kept): Record<string, Kept> {
    const others = Object.entries(all).filter(([key]) => key !== this.key);
    return Object.fromEntries([...others.slice(1 - mostPlaces), [this.key, own]]);
  }
}
