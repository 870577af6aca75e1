/**
 * What json-tree owns: looking at a JSON text of any size without changing a character of it.
 * This file: the path to a value as an expression, the way filters and scripts write it.
 */

import type { JsonPathStep } from '../../../shared/domain/lossless-json.ts';

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** ["items", 0, "a b"] -> `items[0]["a b"]`; with a root, `value.items[0]["a b"]`. */
export const formatJsonPath = (path: readonly JsonPathStep[], root = ''): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!IDENTIFIER.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, root);
