/** One tab as data. */

import type { Icon } from '../icon.ts';
import type { Mode } from '../feedback/mode-looks.ts';

export interface TabItem {
  readonly id: string;
  readonly label: string;
  /** The whole name where the label is a short one. */
  readonly title?: string | undefined;
  readonly icon?: Icon | undefined;
  /** Shown as badge and as the colour of the edge. */
  readonly mode?: Mode | undefined;
  /** A count beside the label, e.g. unread results. */
  readonly count?: number | undefined;
  readonly closable?: boolean | undefined;
  readonly disabled?: boolean | undefined;
}
