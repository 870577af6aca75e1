/** Filter text to something that judges rows, or to what is wrong with it and where. */
import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { literalFaultIn } from './check-literals.ts';
import { conjunctsOf } from './conjuncts.ts';
import { explainError } from './explain-error.ts';
import { filterErrorAt, type FilterError } from './filter-error.ts';
import { fieldCosts, fieldNamed, type FieldCost, type FieldName } from './filter-fields.ts';
import { filterEnvironment, libraryMatches, linearMatches, maxFilterLength } from './filter-language.ts';
import type { FilterRow, Verdict } from './filter-row.ts';
import { tokensOf, type FilterToken } from './filter-tokens.ts';
import { isWellFormed, pathText } from './field-text.ts';
import { matchesMarkedOnly } from './marked-only.ts';
import type { PathSteps, PathValues } from './path-values.ts';
import { pushDown, type PushedDown, type SqlColumns } from './push-down.ts';
import { quickTestOf, type RowTest } from './quick-test.ts';
import { RowScope } from './row-scope.ts';
import { pathsIn, type FieldPath } from './syntax-tree.ts';

export interface Filter {
  readonly text: string;
  /** Paths read, e.g. `key`, `value.order.total`, `properties.region`, each once. */
  readonly fields: readonly string[];
  /** False: `FilterRow.text` is never called, so the payload need not be read. */
  readonly usesPayload: boolean;
  readonly usesProperties: boolean;
  /** True: what it says may change with a mark or a comment. */
  readonly usesMarks: boolean;
  /** True: no unmarked message matches, so the others need not be looked at. */
  readonly matchesMarkedOnly: boolean;
  /**
   * Where in the payload it looks, by the names under which it asks for that; undefined when it may look anywhere.
   */
  readonly valuePaths: ReadonlyMap<string, PathSteps> | undefined;
  /**
   * Counts rows that could not be judged apart from those that were.
   * @param paths the values at `valuePaths`, when the caller has them; else the payload is parsed
   */
  evaluate(row: FilterRow, paths?: PathValues): Verdict;
  /** `evaluate(row) === 'match'`, and done with a row a little sooner. */
  test(row: FilterRow): boolean;
  /**
   * What SQL can answer of it. A row for which `sql` is not true does not match; one for which it is still has to be
   * tested, unless `isComplete`.
   */
  pushDown(columns: SqlColumns): PushedDown;
}

export type FilterCompilation =
  { readonly ok: true; readonly filter: Filter } | { readonly ok: false; readonly error: FilterError };

interface Conjunct {
  readonly tree: ASTNode;
  readonly cost: FieldCost;
  readonly test: RowTest;
  /** True: it reads nothing of the payload's value but the paths in it. */
  readonly isQuick: boolean;
}

export function compileFilter(text: string): FilterCompilation {
  if (text.trim() === '') return refuse(filterErrorAt(text, 0, text.length, 'Type an expression.'));
  if (text.length > maxFilterLength) {
    const message = `A filter may have ${maxFilterLength} characters.`;
    return refuse(filterErrorAt(text, maxFilterLength, text.length, message));
  }
  const tokens = tokensOf(text);
  const internal = tokens.find((token) => wordOf(text, token) === linearMatches && token.kind === 'function');
  if (internal !== undefined)
    return refuse(filterErrorAt(text, internal.from, internal.to, 'There is no such function.'));

  const source = withLinearMatches(text, tokens);
  const environment = filterEnvironment('lenient');
  const check = checked(source, tokens, environment);
  if (!check.valid) return refuse(explainError(text, check.error));
  const tree = environment.parse(source).ast;
  if (check.type !== 'bool' && check.type !== 'dyn') {
    const message = `A filter has to be true or false; this is a ${check.type ?? 'value'}.`;
    return refuse(filterErrorAt(text, tree.start, tree.end, message));
  }
  const fault = literalFaultIn(tree);
  if (fault !== undefined) return refuse(filterErrorAt(text, fault.from, fault.to, fault.message));

  const conjuncts = conjunctsOf(source, tokens)
    .map(({ from, to }) => compileConjunct(environment, source.slice(from, to)))
    .sort((left, right) => fieldCosts.indexOf(left.cost) - fieldCosts.indexOf(right.cost));
  return { ok: true, filter: filterOf(text, conjuncts) };
}

function filterOf(text: string, conjuncts: readonly Conjunct[]): Filter {
  const paths = conjuncts.flatMap(({ tree }) => pathsIn(tree));
  const uses = (...names: readonly FieldName[]): boolean => paths.some(({ field }) => names.includes(field));
  let scope: RowScope | undefined;
  const load = (row: FilterRow, values?: PathValues): RowScope => {
    scope ??= new RowScope(row);
    scope.load(row, values);
    return scope;
  };
  return {
    text,
    fields: [...new Set(paths.map(pathText))],
    usesPayload: uses('value', 'text'),
    usesProperties: uses('properties'),
    usesMarks: uses('marked', 'comment'),
    valuePaths: conjuncts.every(({ isQuick }) => isQuick) ? valuePathsOf(paths) : undefined,
    matchesMarkedOnly: matchesMarkedOnly(conjuncts.map(({ tree }) => tree)),
    evaluate: (row, values) => {
      const loaded = load(row, values);
      let verdict: Verdict = 'match';
      for (const conjunct of conjuncts) {
        const found = conjunct.test(loaded);
        // One that does not hold settles it, also beside one that cannot be judged.
        if (found === 'no-match') return found;
        if (found === 'failed') verdict = found;
      }
      return verdict;
    },
    test: (row) => {
      const loaded = load(row);
      for (const conjunct of conjuncts) if (conjunct.test(loaded) !== 'match') return false;
      return true;
    },
    pushDown: (columns) =>
      pushDown(
        conjuncts.map(({ tree }) => tree),
        columns,
      ),
  };
}

function compileConjunct(environment: Environment, source: string): Conjunct {
  const program = environment.parse(source);
  program.check();
  const fields = pathsIn(program.ast).flatMap(({ field }) => fieldNamed(field) ?? []);
  const cost = fieldCosts.findLast((candidate) => fields.some((field) => field.cost === candidate)) ?? 'row';
  const quick = quickTestOf(program.ast);
  return { tree: program.ast, cost, test: quick ?? libraryTest(program), isQuick: quick !== undefined };
}

/** With what leads there: whether a member is missing may depend on whether there is anything to have it. */
function valuePathsOf(paths: readonly FieldPath[]): ReadonlyMap<string, PathSteps> | undefined {
  const found = new Map<string, PathSteps>();
  for (const { field, steps } of paths) {
    if (field !== 'value') continue;
    // The whole value is parsed anyway.
    if (steps.length === 0 || !steps.every(isFindable)) return undefined;
    for (let length = 1; length <= steps.length; length += 1) {
      const before = steps.slice(0, length);
      found.set(pathText({ field, steps: before }), before);
    }
  }
  return found.size === 0 ? undefined : found;
}

/**
 * Half a surrogate pair is in no bytes, U+FFFD may stand for others, and a text of digits is a member's name alone: with
 * such a step the payload is parsed.
 */
function isFindable(step: string | number): boolean {
  if (typeof step === 'number') return true;
  return isWellFormed(step) && !step.includes('\ufffd') && !/^-?[0-9]+$/.test(step);
}

function libraryTest(program: (scope: RowScope) => unknown): RowTest {
  return (scope) => {
    try {
      const result = program(scope);
      if (typeof result !== 'boolean') return 'failed';
      return result ? 'match' : 'no-match';
    } catch {
      // A missing field, a type that does not fit, a value nested too deep: the row cannot be judged.
      return 'failed';
    }
  };
}

/** Strict types catch `key == 42`; only who asks about null itself needs the lenient ones. */
function checked(source: string, tokens: readonly FilterToken[], lenient: Environment) {
  const strictly = filterEnvironment('strict').check(source);
  const asksForNull = tokens.some((token) => token.kind === 'constant' && wordOf(source, token) === 'null');
  return strictly.valid || !asksForNull ? strictly : lenient.check(source);
}

function withLinearMatches(text: string, tokens: readonly FilterToken[]): string {
  let source = text;
  for (const token of tokens)
    if (token.kind === 'function' && wordOf(text, token) === libraryMatches)
      source = source.slice(0, token.from) + linearMatches + source.slice(token.to);
  return source;
}

function wordOf(text: string, { from, to }: FilterToken): string {
  return text.slice(from, to);
}

function refuse(error: FilterError): FilterCompilation {
  return { ok: false, error };
}
