/** One choice of a Select, RadioGroup or SegmentedControl. */

import type { Icon } from '../icon.ts';

export interface Option<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly icon?: Icon | undefined;
  readonly disabled?: boolean | undefined;
}
