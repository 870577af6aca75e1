/** What the fixture tells the test. */

import type { TableColumn } from '../../../src/renderer/ui/virtual-table/columns.ts';
import type { RangeSelection } from '../../../src/renderer/ui/virtual-table/range-selection.ts';
import type { CellPlace } from '../../../src/renderer/ui/virtual-table/table-row-events.ts';

export interface TableReport {
  table?:
    | {
        goTo(index: number, alignment?: 'nearest' | 'start' | 'center' | 'end'): void;
        scrollToRow(index: number, alignment?: 'nearest' | 'start' | 'center' | 'end'): void;
        focus(): void;
      }
    | undefined;
  following?: boolean;
  columns?: readonly TableColumn[];
  opened?: number;
  selection?: { ranges: RangeSelection; size: number; active: number | null };
  menu?: CellPlace;
  /** Id of the column whose menu was asked for. */
  headerMenu?: string;
  sight?: { readonly first: number; readonly last: number };
}
