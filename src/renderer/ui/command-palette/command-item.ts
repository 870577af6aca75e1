/** What the palette offers, as data. */

import type { Icon } from '../icon.ts';

export interface CommandItem {
  readonly id: string;
  readonly label: string;
  /** The heading it stands under: "Actions", "Streams", "Tabs". */
  readonly group: string;
  /** More words it is found by. */
  readonly keywords?: readonly string[] | undefined;
  /** A quiet word at the right, e.g. the connection of a stream. */
  readonly detail?: string | undefined;
  readonly icon?: Icon | undefined;
  /** Shortcut text, shown only. */
  readonly keys?: string | undefined;
  readonly disabled?: boolean | undefined;
}
