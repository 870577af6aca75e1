/** Columns under the pointer and the keyboard of the header: width by the edge, order by the title. */

import { moveColumn, resizeColumn, stepColumn, type TableColumn } from './columns.ts';

/** A press that moves less than this is a click. */
const DRAG_THRESHOLD_PX = 4;
const KEY_STEP_PX = 16;
const FINE_KEY_STEP_PX = 1;

type Drag =
  | { readonly kind: 'resize'; readonly id: string; readonly startX: number; readonly startWidth: number }
  | { readonly kind: 'move'; readonly id: string; readonly startX: number; started: boolean };

export interface ColumnDragInputs {
  readonly columns: () => readonly TableColumn[];
  readonly change: (columns: readonly TableColumn[]) => void;
}

export class ColumnDrag {
  readonly #inputs: ColumnDragInputs;
  header = $state<HTMLElement>();
  /** The column on the move, for its look. */
  moving = $state<string | null>(null);
  #drag: Drag | null = null;

  constructor(inputs: ColumnDragInputs) {
    this.#inputs = inputs;
  }

  /** `edge`: the press was on the right edge of the column. */
  onPointerDown = (event: PointerEvent, column: TableColumn, edge: boolean): void => {
    if (event.button !== 0 || !(event.currentTarget instanceof HTMLElement)) return;
    const { id } = column;
    const startX = event.clientX;
    if (edge) {
      event.stopPropagation();
      // A growing column is wider than its figure says, so the edge starts from what is seen.
      const startWidth = this.#cellOf(id)?.getBoundingClientRect().width ?? column.width;
      this.#drag = { kind: 'resize', id, startX, startWidth };
    } else {
      this.#drag = { kind: 'move', id, startX, started: false };
    }
    event.currentTarget.setPointerCapture(event.pointerId);
  };

  onPointerMove = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (drag === null) return;
    if (drag.kind === 'resize') {
      const width = drag.startWidth + event.clientX - drag.startX;
      this.#inputs.change(resizeColumn(this.#inputs.columns(), drag.id, width));
      return;
    }
    if (!drag.started && Math.abs(event.clientX - drag.startX) < DRAG_THRESHOLD_PX) return;
    drag.started = true;
    this.moving = drag.id;
    const target = this.#columnAt(event.clientX, drag.id);
    if (target !== undefined) this.#inputs.change(moveColumn(this.#inputs.columns(), drag.id, target));
  };

  onPointerUp = (): void => {
    this.#drag = null;
    this.moving = null;
  };

  /** Alt+arrows widen and narrow (with Shift by one pixel), Ctrl+Shift+arrows move. Returns whether the key was used. */
  onKeyDown = (event: KeyboardEvent, column: TableColumn): boolean => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return false;
    const columns = this.#inputs.columns();
    if (event.altKey && !event.ctrlKey && !event.metaKey) {
      const by = step * (event.shiftKey ? FINE_KEY_STEP_PX : KEY_STEP_PX);
      this.#inputs.change(resizeColumn(columns, column.id, column.width + by));
      return true;
    }
    if (event.shiftKey && (event.ctrlKey || event.metaKey)) {
      this.#inputs.change(stepColumn(columns, column.id, step));
      return true;
    }
    return false;
  };

  #cellOf(id: string): HTMLElement | undefined {
    return this.#cells().find((cell) => cell.dataset['column'] === id);
  }

  #cells(): readonly HTMLElement[] {
    return [...(this.header?.querySelectorAll<HTMLElement>('[data-column]') ?? [])];
  }

  /** The column whose nearer half the pointer has reached, so that columns of unlike width do not swap back and forth. */
  #columnAt(clientX: number, dragged: string): string | undefined {
    const cells = this.#cells();
    const own = cells.findIndex((cell) => cell.dataset['column'] === dragged);
    const hit = cells.findIndex((cell, index) => {
      const { left, right, width } = cell.getBoundingClientRect();
      if (index === own || clientX < left || clientX > right) return false;
      return index > own ? clientX > left + width / 2 : clientX < left + width / 2;
    });
    return cells[hit]?.dataset['column'];
  }
}
