/** The text of a number field that may be left empty: empty is an answer of its own, a mistake is not the same as empty. */

import { parseNumber, type NumberBounds } from './parse-number.ts';

export class OptionalNumber {
  text = $state('');
  readonly #bounds: NumberBounds;
  readonly #parsed = $derived.by(() =>
    this.text.trim() === '' ? undefined : parseNumber(this.text, this.#bounds),
  );
  /** Null when empty, and while there is a problem. */
  readonly value: number | null = $derived(this.#parsed?.ok === true ? this.#parsed.value : null);
  readonly problem: string | undefined = $derived(
    this.#parsed?.ok === false ? this.#parsed.reason : undefined,
  );

  constructor(bounds: NumberBounds, value: number | null = null) {
    this.#bounds = bounds;
    this.text = value === null ? '' : String(value);
  }
}
