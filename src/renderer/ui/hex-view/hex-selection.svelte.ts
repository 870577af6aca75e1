/** Selected bytes of a hex view: where it began, where it ends, and the keys that move it. */

import type { ByteRange, RowBytes } from './hex-rows.ts';

export class HexSelection {
  readonly #length: () => number;
  #anchor = $state(0);
  cursor = $state(0);
  readonly range = $derived.by((): ByteRange => ({
    first: Math.min(this.#anchor, this.cursor),
    last: Math.max(this.#anchor, this.cursor),
  }));

  constructor(length: () => number) {
    this.#length = length;
  }

  has(offset: number): boolean {
    return offset >= this.range.first && offset <= this.range.last;
  }

  moveTo(offset: number, extend: boolean): void {
    this.cursor = Math.max(0, Math.min(offset, this.#length() - 1));
    if (!extend) this.#anchor = this.cursor;
  }

  select({ first, last }: ByteRange): void {
    this.#anchor = Math.max(0, first);
    this.cursor = Math.max(0, Math.min(last, this.#length() - 1));
  }

  /** Returns whether the key moved anything. */
  onKey(event: KeyboardEvent, rowBytes: RowBytes, pageRows: number): boolean {
    const mod = event.ctrlKey || event.metaKey;
    const target = this.#target(event.key, mod, rowBytes, pageRows);
    if (target === undefined) return false;
    this.moveTo(target, event.shiftKey);
    return true;
  }

  #target(key: string, mod: boolean, rowBytes: RowBytes, pageRows: number): number | undefined {
    const { cursor } = this;
    const rowStart = cursor - (cursor % rowBytes);
    switch (key) {
      case 'ArrowLeft':
        return cursor - 1;
      case 'ArrowRight':
        return cursor + 1;
      case 'ArrowUp':
        return cursor >= rowBytes ? cursor - rowBytes : cursor;
      case 'ArrowDown':
        return cursor + rowBytes < this.#length() ? cursor + rowBytes : cursor;
      case 'PageUp':
        return Math.max(cursor % rowBytes, cursor - pageRows * rowBytes);
      case 'PageDown':
        return cursor + pageRows * rowBytes;
      case 'Home':
        return mod ? 0 : rowStart;
      case 'End':
        return mod ? this.#length() - 1 : rowStart + rowBytes - 1;
      default:
        return undefined;
    }
  }
}
