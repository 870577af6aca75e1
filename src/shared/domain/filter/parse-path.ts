/** A path as people type it, e.g. `value.order.total` or `properties["x-region"]`, outside of any filter. */
import { filterEnvironment, maxFilterLength } from './filter-language.ts';
import { pathOf, type FieldPath } from './syntax-tree.ts';

/** Undefined for whatever is no plain path to a field. */
export function parsePath(text: string): FieldPath | undefined {
  if (text.trim() === '' || text.length > maxFilterLength) return undefined;
  try {
    return pathOf(filterEnvironment('lenient').parse(text).ast);
  } catch {
    return undefined;
  }
}
