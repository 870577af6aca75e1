import type { PayloadValue } from './payload-value.ts';

/** The way from a payload's JSON down to one value: members by name, elements by place. */
export type PathSteps = readonly (string | number)[];

/** The values at the paths that a filter reads of one payload, got without building the rest of it. */
export interface PathValues {
  /** `path` as `Filter.valuePaths` names it; undefined when something on the way is missing. */
  readonly valueOf: (path: string) => PayloadValue | undefined;
}
