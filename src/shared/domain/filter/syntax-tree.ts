/** Reading the syntax tree of a filter: plain paths, literals, and every node once. */
import type { ASTNode } from '@marcbachmann/cel-js';
import { fieldNamed, type FieldName } from './filter-fields.ts';

/** `value.order.items[0]`: a variable and the steps below it; a number is a place in a list. */
export interface FieldPath {
  readonly field: FieldName;
  readonly steps: readonly (string | number)[];
}

export type Literal = string | number | bigint | boolean | null;

export function pathOf(node: ASTNode): FieldPath | undefined {
  const steps: (string | number)[] = [];
  let at = node;
  for (;;) {
    if (at.op === 'id') {
      const field = fieldNamed(at.args);
      return field === undefined ? undefined : { field: field.name, steps: steps.reverse() };
    }
    if (at.op === '.') {
      steps.push(at.args[1]);
      at = at.args[0];
    } else if (at.op === '[]') {
      const step = literalOf(at.args[1]);
      const place = step !== undefined && typeof step.value === 'bigint' ? Number(step.value) : step?.value;
      if (typeof place !== 'string' && (typeof place !== 'number' || !Number.isSafeInteger(place)))
        return undefined;
      steps.push(place);
      at = at.args[0];
    } else return undefined;
  }
}

/** A literal, also with a minus before it. Boxed, because `null` is one. */
export function literalOf(node: ASTNode): { readonly value: Literal } | undefined {
  if (node.op === 'value') {
    const value = node.args;
    if (value === null || typeof value !== 'object') return { value };
    return undefined;
  }
  if (node.op === '-_') {
    const inner = literalOf(node.args);
    if (typeof inner?.value === 'bigint' || typeof inner?.value === 'number') return { value: -inner.value };
  }
  return undefined;
}

/** The operands of a node, in the order they were written. */
export function childrenOf(node: ASTNode): readonly ASTNode[] {
  if (node.op === 'value' || node.op === 'id') return [];
  if (node.op === '.' || node.op === '.?') return [node.args[0]];
  if (node.op === '!_' || node.op === '-_') return [node.args];
  if (node.op === 'call') return node.args[1];
  if (node.op === 'rcall') return [node.args[1], ...node.args[2]];
  if (node.op === 'map') return node.args.flat();
  return node.args;
}

export function* nodesOf(root: ASTNode): Generator<ASTNode> {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    open.push(...[...childrenOf(node)].reverse());
  }
}

/** Epoch milliseconds of `timestamp("2026-01-31T09:30:00Z")`. */
export function timestampLiteralOf(node: ASTNode): number | undefined {
  if (node.op !== 'call' || node.args[0] !== 'timestamp') return undefined;
  const [argument, ...others] = node.args[1];
  const literal = argument && literalOf(argument)?.value;
  if (typeof literal !== 'string' || others.length > 0 || !zonedTime.test(literal)) return undefined;
  const at = Date.parse(literal);
  return Number.isNaN(at) ? undefined : at;
}

/** Date, time of day and zone: without a zone a time would be another instant on every machine. */
const zonedTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** Every path below this node, each as far as it goes; a prefix of another one is listed when it is used alone. */
export function pathsIn(root: ASTNode): FieldPath[] {
  const path = pathOf(root);
  return path === undefined ? childrenOf(root).flatMap(pathsIn) : [path];
}
