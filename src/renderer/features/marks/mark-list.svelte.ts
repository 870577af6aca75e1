import type { Mark } from '../../../shared/contract/schemas/mark.ts';
import type { RowSource } from '../../ui/virtual-table/row-source.ts';

/** The marks of one stream as rows, those with the words that were typed. */
export class MarkList implements RowSource<Mark> {
  text = $state('');
  readonly #marks: () => readonly Mark[];
  readonly #version: () => number;
  readonly #shown = $derived.by(() => {
    const wanted = this.text.trim().toLowerCase();
    return wanted === '' ? this.#marks() : this.#marks().filter((mark) => textOf(mark).includes(wanted));
  });

  constructor(marks: () => readonly Mark[], version: () => number) {
    this.#marks = marks;
    this.#version = version;
  }

  get count(): number {
    return this.#shown.length;
  }

  get version(): string {
    return `${this.#version()} ${this.text}`;
  }

  rows(from: number, count: number): readonly Mark[] {
    return this.#shown.slice(from, from + count);
  }
}

function textOf({ seq, comment, key }: Mark): string {
  return `${seq} ${key ?? ''} ${comment}`.toLowerCase();
}
