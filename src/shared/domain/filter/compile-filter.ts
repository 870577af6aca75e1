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
import { pathText } from './field-text.ts';
import { matchesMarkedOnly } from './marked-only.ts';
import { pushDown, type PushedDown, type SqlColumns } from './push-down.ts';
import { quickTestOf, type RowTest } from './quick-test.ts';
import { RowScope } from './row-scope.ts';
import { pathsIn } from './syntax-tree.ts';

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
  /** Counts rows that could not be judged apart from those that were. */
  evaluate(row: FilterRow): Verdict;
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
  const load = (row: FilterRow): RowScope => {
    if (scope === undefined) scope = new RowScope(row);
    else scope.load(row);
    return scope;
  };
  return {
    text,
    fields: [...new Set(paths.map(pathText))],
    usesPayload: uses('value', 'text'),
    usesProperties: uses('properties'),
    usesMarks: uses('marked', 'comment'),
    matchesMarkedOnly: matchesMarkedOnly(conjuncts.map(({ tree }) => tree)),
    evaluate: (row) => {
      const loaded = load(row);
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
  return { tree: program.ast, cost, test: quickTestOf(program.ast) ?? libraryTest(program) };
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
