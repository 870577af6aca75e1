/**
 * The common tests as plain closures: a path against a literal, and those joined by and, or, not. They say the same as
 * the language (a property test holds it), without an exception for every row that lacks the field.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Verdict } from './filter-row.ts';
import { pathText } from './field-text.ts';
import { linearMatches } from './filter-language.ts';
import type { PayloadValue } from './payload-value.ts';
import { compileLinearRegex } from './regex/linear-regex.ts';
import type { RowScope } from './row-scope.ts';
import { literalOf, pathOf, timestampLiteralOf, type FieldPath, type Literal } from './syntax-tree.ts';

export type RowTest = (scope: RowScope) => Verdict;

/** What stands at a path; `undefined` when something on the way is missing. Times are epoch milliseconds. */
type Read = (scope: RowScope) => PayloadValue | undefined;

/** Undefined when the library has to evaluate it. */
export function quickTestOf(node: ASTNode): RowTest | undefined {
  const { op } = node;
  if (op === '&&') return joined(node.args, 'no-match', 'match');
  if (op === '||') return joined(node.args, 'match', 'no-match');
  if (op === '!_') {
    const inner = quickTestOf(node.args);
    return inner && ((scope) => negated(inner(scope)));
  }
  if (op === '==' || op === '!=') return equality(op, node.args);
  if (op === '<' || op === '<=' || op === '>' || op === '>=') return ordering(op, node.args);
  if (op === 'in') return membership(node.args);
  if (op === 'rcall') return textMethod(node.args);
  if (op === 'call') return node.args[0] === 'has' ? presence(node.args[1]) : undefined;
  return truth(node);
}

/** `decisive` on one side settles it, whatever the other side is; otherwise a failure on either side stays one. */
function joined(
  [left, right]: readonly [ASTNode, ASTNode],
  decisive: Verdict,
  otherwise: Verdict,
): RowTest | undefined {
  const first = quickTestOf(left);
  const second = first && quickTestOf(right);
  if (first === undefined || second === undefined) return undefined;
  return (scope) => {
    const one = first(scope);
    if (one === decisive) return decisive;
    const other = second(scope);
    if (other === decisive) return decisive;
    return one === 'failed' || other === 'failed' ? 'failed' : otherwise;
  };
}

function equality(operator: '==' | '!=', sides: readonly [ASTNode, ASTNode]): RowTest | undefined {
  const pair = fieldAndLiteral(sides);
  if (pair === undefined) return undefined;
  const { literal } = pair;
  const wanted = operator === '==';
  return verdictOf(reader(pair.path), (found) => isEqual(found, literal) === wanted);
}

type Ordering = '<' | '<=' | '>' | '>=';
type Ordered = string | number | bigint | boolean;

const mirrored: Record<Ordering, Ordering> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const orders: Record<Ordering, (left: Ordered, right: Ordered) => boolean> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** Numbers have an order with numbers, texts with texts; with anything else there is none. */
function ordering(operator: Ordering, sides: readonly [ASTNode, ASTNode]): RowTest | undefined {
  const pair = fieldAndLiteral(sides);
  if (pair === undefined || pair.literal === null) return undefined;
  const { literal } = pair;
  const kind = orderKind(literal);
  const holds = orders[pair.isMirrored ? mirrored[operator] : operator];
  const read = reader(pair.path);
  return (scope) => {
    const found = read(scope);
    if (!isOrdered(found) || orderKind(found) !== kind) return 'failed';
    return holds(found, literal) ? 'match' : 'no-match';
  };
}

function isOrdered(value: PayloadValue | undefined): value is Ordered {
  return value !== undefined && typeof value !== 'object';
}

function orderKind(value: Ordered): string {
  return typeof value === 'bigint' ? 'number' : typeof value;
}

/** A path on one side and a literal on the other; mirrored when the literal comes first. */
function fieldAndLiteral([left, right]: readonly [ASTNode, ASTNode]):
  { readonly path: FieldPath; readonly literal: Literal; readonly isMirrored: boolean } | undefined {
  const behind = comparableOf(right);
  const literal = behind ?? comparableOf(left);
  const path = pathOf(behind === undefined ? right : left);
  if (path === undefined || literal === undefined || isTime(path) !== literal.isTime) return undefined;
  return { path, literal: literal.value, isMirrored: behind === undefined };
}

/** A literal, or a time written out. */
function comparableOf(node: ASTNode): { readonly value: Literal; readonly isTime: boolean } | undefined {
  const literal = literalOf(node);
  if (literal !== undefined) return { value: literal.value, isTime: false };
  const time = timestampLiteralOf(node);
  return time === undefined ? undefined : { value: time, isTime: true };
}

function isTime({ field, steps }: FieldPath): boolean {
  return steps.length === 0 && (field === 'publishTime' || field === 'eventTime' || field === 'receivedAt');
}

function membership([left, right]: readonly [ASTNode, ASTNode]): RowTest | undefined {
  const path = pathOf(left);
  if (path === undefined || isTime(path) || right.op !== 'list') return undefined;
  const members: Literal[] = [];
  for (const member of right.args) {
    const literal = literalOf(member);
    if (literal === undefined) return undefined;
    members.push(literal.value);
  }
  return verdictOf(reader(path), (found) => members.some((member) => isEqual(found, member)));
}

function textMethod([name, receiver, parameters]: readonly [string, ASTNode, readonly ASTNode[]]):
  RowTest | undefined {
  const path = pathOf(receiver);
  const [parameter, ...others] = parameters;
  const literal = parameter && literalOf(parameter)?.value;
  if (path === undefined || isTime(path) || others.length > 0 || typeof literal !== 'string')
    return undefined;
  const holds = textTest(name, literal);
  if (holds === undefined) return undefined;
  const read = reader(path);
  return (scope) => {
    const found = read(scope);
    if (typeof found !== 'string') return 'failed';
    return holds(found) ? 'match' : 'no-match';
  };
}

function textTest(name: string, literal: string): ((text: string) => boolean) | undefined {
  if (name === 'startsWith') return (text) => text.startsWith(literal);
  if (name === 'endsWith') return (text) => text.endsWith(literal);
  if (name === 'contains') return (text) => text.includes(literal);
  if (name !== linearMatches) return undefined;
  const compilation = compileLinearRegex(literal);
  return compilation.ok ? (text) => compilation.regex.test(text) : undefined;
}

/** `has(value.order.total)`: only the last step may be missing. */
function presence([node]: readonly ASTNode[]): RowTest | undefined {
  if (node?.op !== '.') return undefined;
  const path = pathOf(node);
  const before = pathOf(node.args[0]);
  if (path === undefined || before === undefined) return undefined;
  const read = reader(path);
  const readBefore = reader(before);
  return (scope) => {
    if (read(scope) !== undefined) return 'match';
    return before.steps.length > 0 && readBefore(scope) === undefined ? 'failed' : 'no-match';
  };
}

/** A path or literal standing alone has to be true or false itself. */
function truth(node: ASTNode): RowTest | undefined {
  const literal = literalOf(node);
  const path = pathOf(node);
  if (literal === undefined && path === undefined) return undefined;
  const read: Read = path === undefined ? () => literal?.value : reader(path);
  return (scope) => {
    const found = read(scope);
    if (typeof found !== 'boolean') return 'failed';
    return found ? 'match' : 'no-match';
  };
}

function verdictOf(read: Read, holds: (found: PayloadValue) => boolean): RowTest {
  return (scope) => {
    const found = read(scope);
    if (found === undefined) return 'failed';
    return holds(found) ? 'match' : 'no-match';
  };
}

function negated(verdict: Verdict): Verdict {
  if (verdict === 'failed') return verdict;
  return verdict === 'match' ? 'no-match' : 'match';
}

/** Numbers are equal across int and double; anything else only to its own kind. */
function isEqual(found: PayloadValue, value: Literal): boolean {
  if (found === value) return true;
  if (typeof found === 'bigint') return typeof value === 'number' && isSameNumber(value, found);
  return typeof found === 'number' && typeof value === 'bigint' && isSameNumber(found, value);
}

function isSameNumber(double: number, int: bigint): boolean {
  return Number(int) === double && Number.isFinite(double) && BigInt(double) === int;
}

function reader({ field, steps }: FieldPath): Read {
  const [first, ...rest] = steps;
  if (field === 'value') {
    if (first === undefined) return (scope) => scope.value;
    const name = pathText({ field, steps });
    return (scope) => scope.valueAt(name, steps);
  }
  if (field === 'properties') {
    if (typeof first !== 'string' || rest.length > 0) return () => undefined;
    return (scope) => scope.properties.get(first);
  }
  if (first !== undefined) return () => undefined;
  if (field === 'text') return (scope) => scope.text;
  if (field === 'ledger' || field === 'entry') return (scope) => BigInt(scope.row[field]);
  return (scope) => scope.row[field];
}
