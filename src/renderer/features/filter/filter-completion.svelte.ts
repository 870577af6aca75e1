import {
  completionsAt,
  type CompletionItem,
  type KnownField,
} from '../../../shared/domain/filter/completions.ts';

/** Choices on screen; typing on narrows them down. */
const mostShown = 50;

/** What the completion list of a filter input offers, and which of it is chosen. */
export class FilterCompletion {
  isOpen = $state(false);
  /** Undefined until the arrow keys choose: Enter applies the filter and never surprises. */
  chosen = $state<number>();
  #text = $state('');
  #offset = $state(0);
  readonly #known: () => readonly KnownField[];
  readonly #completions = $derived.by(() => completionsAt(this.#text, this.#offset, this.#known()));
  readonly items: readonly CompletionItem[] = $derived(this.#completions.items.slice(0, mostShown));
  readonly isShown = $derived(this.isOpen && this.items.length > 0 && !this.#isSettled());

  constructor(known: () => readonly KnownField[]) {
    this.#known = known;
  }

  /** The text or the cursor in it has changed by typing: opens where something has been begun. */
  typed(text: string, offset: number): void {
    this.#look(text, offset);
    const { from, to } = this.#completions;
    const isBegun = to > from || text[offset - 1] === '.';
    this.isOpen = isBegun || this.items[0]?.kind === 'value';
  }

  /** Opens whatever may stand here. */
  open(text: string, offset: number): void {
    this.#look(text, offset);
    this.isOpen = true;
  }

  close(): void {
    this.isOpen = false;
    this.chosen = undefined;
  }

  step(by: 1 | -1): void {
    const last = this.items.length - 1;
    if (this.chosen === undefined) this.chosen = by > 0 ? 0 : last;
    else this.chosen = (this.chosen + by + last + 1) % (last + 1);
  }

  /** The text with a choice put in, and where the cursor goes. */
  accept(item: CompletionItem): { readonly text: string; readonly offset: number } {
    const { from, to } = this.#completions;
    const text = this.#text.slice(0, from) + item.insert + this.#text.slice(to);
    this.close();
    return { text, offset: from + item.insert.length };
  }

  #look(text: string, offset: number): void {
    this.#text = text;
    this.#offset = offset;
    this.chosen = undefined;
  }

  /** Nothing is offered that stands there already. */
  #isSettled(): boolean {
    const { from, to } = this.#completions;
    return this.items.length === 1 && this.items[0]?.insert === this.#text.slice(from, to);
  }
}
