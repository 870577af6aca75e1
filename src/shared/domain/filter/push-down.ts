/**
 * The part of a filter that SQL can answer, so that most rows are never read. SQL's null stands where the language
 * fails: both mean "does not match", and both are settled by the other side of an `or`.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { FieldName } from './filter-fields.ts';
import { isWellFormed } from './field-text.ts';
import { literalOf, pathOf, timestampLiteralOf, type Literal } from './syntax-tree.ts';

export type SqlParameter = string | number | bigint | null;

/**
 * SQL expressions over the caller's tables; a field that is not named is not pushed down. Numbers are integers, times
 * epoch milliseconds, `null` where a message has none; `marked` is a condition, never null; `state` and `kind` are
 * stored as numbers, `codes` says which.
 */
export type SqlColumns = Partial<Record<TextField | NumberField | TimeField | TruthField, string>> &
  Partial<Record<WordField, { readonly sql: string; readonly codes: Readonly<Record<string, number>> }>>;

type TextField = 'key' | 'comment';
type NumberField = 'size' | 'deliveries' | 'redeliveries' | 'ledger' | 'entry' | 'partition';
type TimeField = 'publishTime' | 'eventTime' | 'receivedAt';
type TruthField = 'marked';
type WordField = 'state' | 'kind';

export interface PushedDown {
  /** A condition for `where`, with a `?` for each parameter; `true` when nothing can be pushed down. */
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
  /** True: the condition says all that the filter says. */
  readonly isComplete: boolean;
}

/** Exact: true, false and null just where the language says match, no match and failed. */
interface Condition {
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
  readonly isExact: boolean;
}

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

const mirrored: Record<Comparison, Comparison> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};
/** `is` and `is not` are never null: nothing is equal to null but null, and that is how the language has it. */
const sqlOperators: Record<Comparison, string> = {
  '==': 'is',
  '!=': 'is not',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

const textFields: readonly FieldName[] = ['key', 'comment'];
const truthFields: readonly FieldName[] = ['marked'];
const timeFields: readonly FieldName[] = ['publishTime', 'eventTime', 'receivedAt'];
const wordFields: readonly FieldName[] = ['state', 'kind'];

export function pushDown(conjuncts: readonly ASTNode[], columns: SqlColumns): PushedDown {
  const conditions = conjuncts.map((tree) => conditionOf(tree, columns));
  const known = conditions.flatMap((condition) => condition ?? []);
  return {
    sql: known.length === 0 ? 'true' : known.map(({ sql }) => sql).join(' and '),
    parameters: known.flatMap(({ parameters }) => parameters),
    isComplete: conditions.every((condition) => condition?.isExact === true),
  };
}

function conditionOf(node: ASTNode, columns: SqlColumns): Condition | undefined {
  const { op } = node;
  if (op === '&&') return conjunction(node.args, columns);
  if (op === '||') return disjunction(node.args, columns);
  if (op === '!_') {
    const inner = conditionOf(node.args, columns);
    return inner?.isExact === true ? { ...inner, sql: `(not ${inner.sql})` } : undefined;
  }
  if (op === '==' || op === '!=' || op === '<' || op === '<=' || op === '>' || op === '>=')
    return comparison(op, node.args, columns);
  if (op === 'in') return membership(node.args, columns);
  if (op === 'rcall') return textMethod(node.args, columns);
  return truth(node, columns);
}

function conjunction([left, right]: readonly [ASTNode, ASTNode], columns: SqlColumns): Condition | undefined {
  const sides = [conditionOf(left, columns), conditionOf(right, columns)].flatMap((side) => side ?? []);
  if (sides.length === 0) return undefined;
  return { ...joined(sides, 'and'), isExact: sides.length === 2 && sides.every(({ isExact }) => isExact) };
}

function disjunction([left, right]: readonly [ASTNode, ASTNode], columns: SqlColumns): Condition | undefined {
  const first = conditionOf(left, columns);
  const second = first && conditionOf(right, columns);
  if (first === undefined || second === undefined) return undefined;
  return { ...joined([first, second], 'or'), isExact: first.isExact && second.isExact };
}

function joined(sides: readonly Condition[], word: 'and' | 'or'): Omit<Condition, 'isExact'> {
  return {
    sql: `(${sides.map(({ sql }) => sql).join(` ${word} `)})`,
    parameters: sides.flatMap(({ parameters }) => parameters),
  };
}

function comparison(
  operator: Comparison,
  [left, right]: readonly [ASTNode, ASTNode],
  columns: SqlColumns,
): Condition | undefined {
  const isLeft = columnOf(left, columns) !== undefined;
  const column = columnOf(isLeft ? left : right, columns);
  if (column === undefined) return undefined;
  const order = isLeft ? operator : mirrored[operator];
  const parameter = column.parameterOf(isLeft ? right : left);
  if (parameter === undefined) return undefined;
  const isEquality = order === '==' || order === '!=';
  // Texts sort by UTF-16 here and by UTF-8 there; words have no order; and null has none anywhere.
  if (!isEquality && (!column.isOrdered || parameter === null)) return undefined;
  return { sql: `(${column.sql} ${sqlOperators[order]} ?)`, parameters: [parameter], isExact: true };
}

function membership([left, right]: readonly [ASTNode, ASTNode], columns: SqlColumns): Condition | undefined {
  const column = columnOf(left, columns);
  if (column === undefined || right.op !== 'list' || right.args.length === 0) return undefined;
  const parameters: SqlParameter[] = [];
  for (const member of right.args) {
    const parameter = column.parameterOf(member);
    if (parameter === undefined) return undefined;
    parameters.push(parameter);
  }
  return {
    sql: `(${parameters.map(() => `${column.sql} is ?`).join(' or ')})`,
    parameters,
    isExact: true,
  };
}

function textMethod(
  [name, receiver, parameters]: readonly [string, ASTNode, readonly ASTNode[]],
  columns: SqlColumns,
): Condition | undefined {
  const column = columnOf(receiver, columns);
  const [parameter, ...others] = parameters;
  if (column?.isText !== true || parameter === undefined || others.length > 0) return undefined;
  const text = column.parameterOf(parameter);
  if (typeof text !== 'string' || text === '') return undefined;
  if (name === 'startsWith') {
    const end = firstTextAfter(text);
    if (end === undefined) return { sql: `(${column.sql} >= ?)`, parameters: [text], isExact: false };
    return { sql: `(${column.sql} >= ? and ${column.sql} < ?)`, parameters: [text, end], isExact: true };
  }
  if (name !== 'contains') return undefined;
  return { sql: `(instr(${column.sql}, ?) > 0)`, parameters: [text], isExact: true };
}

/** A field that is true or false by itself. */
function truth(node: ASTNode, columns: SqlColumns): Condition | undefined {
  const column = columnOf(node, columns);
  return column?.isTruth === true ? { sql: column.sql, parameters: [], isExact: true } : undefined;
}

interface Column {
  readonly sql: string;
  readonly isText: boolean;
  readonly isTruth?: boolean;
  readonly isOrdered: boolean;
  /** The literal as the column holds it; undefined when SQL would see something else in it. */
  parameterOf(node: ASTNode): SqlParameter | undefined;
}

function columnOf(node: ASTNode, columns: SqlColumns): Column | undefined {
  const path = pathOf(node);
  if (path === undefined || path.steps.length > 0) return undefined;
  const { field } = path;
  if (field === 'value' || field === 'text' || field === 'properties') return undefined;
  const column = columns[field];
  if (column === undefined) return undefined;
  if (typeof column !== 'string') {
    const code = (literal: Literal): number | undefined =>
      typeof literal === 'string' && Object.hasOwn(column.codes, literal) ? column.codes[literal] : undefined;
    return { sql: column.sql, isText: false, isOrdered: false, parameterOf: literalBy(code) };
  }
  if (wordFields.includes(field)) return undefined;
  if (truthFields.includes(field))
    return {
      sql: column,
      isText: false,
      isTruth: true,
      isOrdered: false,
      parameterOf: literalBy(truthParameter),
    };
  if (textFields.includes(field))
    return { sql: column, isText: true, isOrdered: false, parameterOf: literalBy(textParameter) };
  if (timeFields.includes(field))
    return { sql: column, isText: false, isOrdered: true, parameterOf: timeParameter };
  return { sql: column, isText: false, isOrdered: true, parameterOf: literalBy(numberParameter) };
}

function literalBy(
  parameterOf: (literal: Literal) => SqlParameter | undefined,
): (node: ASTNode) => SqlParameter | undefined {
  return (node) => {
    const literal = literalOf(node);
    return literal === undefined ? undefined : parameterOf(literal.value);
  };
}

/** SQLite holds UTF-8 and may end a text at NUL: what would change on the way is left to the language. */
function textParameter(literal: Literal): SqlParameter | undefined {
  if (literal === null) return null;
  return typeof literal === 'string' && isWellFormed(literal) && !literal.includes('\0')
    ? literal
    : undefined;
}

/** As SQL's own conditions give it. */
function truthParameter(literal: Literal): SqlParameter | undefined {
  if (literal === null) return null;
  return typeof literal === 'boolean' ? Number(literal) : undefined;
}

function timeParameter(node: ASTNode): SqlParameter | undefined {
  return literalOf(node)?.value === null ? null : timestampLiteralOf(node);
}

function numberParameter(literal: Literal): SqlParameter | undefined {
  if (typeof literal === 'number') return literal;
  if (typeof literal !== 'bigint' || BigInt.asIntN(64, literal) !== literal) return undefined;
  const number = Number(literal);
  return Number.isSafeInteger(number) ? number : literal;
}

/** The least text that does not begin with `prefix` and sorts after all that do, by code point. */
function firstTextAfter(prefix: string): string | undefined {
  const points = [...prefix].map((character) => character.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last === 0x10ffff) continue;
    // The surrogates between are no characters.
    const next = last === 0xd7ff ? 0xe000 : last + 1;
    return String.fromCodePoint(...points, next);
  }
  return undefined;
}
