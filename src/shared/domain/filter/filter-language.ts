/** CEL as filters speak it: our variables, bounds on structure, arithmetic over JSON's mixed numbers, safe patterns. */
import { Environment } from '@marcbachmann/cel-js';
import { filterFields, type FilterField } from './filter-fields.ts';
import { compileLinearRegex, type LinearRegex } from './regex/linear-regex.ts';

/** A filter is typed by a person; whatever is longer or deeper than this is a mistake or an attack. */
export const maxFilterLength = 4_000;
const limits = {
  maxAstNodes: 2_000,
  maxDepth: 60,
  maxListElements: 1_000,
  maxMapEntries: 100,
  maxCallArguments: 8,
};

/**
 * The library's own `matches` backtracks, and cannot be replaced. So the parser is given this name instead, of the same
 * length, so that positions stay true.
 */
export const libraryMatches = 'matches';
export const linearMatches = 'matchRe';

/**
 * @param nullability `strict` gives every variable its type, so that `key == 42` is refused; `lenient` lets those that
 *   may be absent be null, so that `eventTime == null` is allowed.
 */
export function filterEnvironment(nullability: 'strict' | 'lenient'): Environment {
  const environment = new Environment({
    limits,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
  });
  for (const field of filterFields) environment.registerVariable(field.name, typeOf(field, nullability));
  addMixedArithmetic(environment);
  const regexes = new Map<string, LinearRegex>();
  environment.registerFunction(`string.${linearMatches}(string): bool`, (text: string, pattern: string) => {
    let regex = regexes.get(pattern);
    if (regex === undefined) {
      // Only literals come here, and those were compiled once to be checked: the map is bounded by the filter.
      const compilation = compileLinearRegex(pattern);
      if (!compilation.ok) return false;
      regex = compilation.regex;
      regexes.set(pattern, regex);
    }
    return regex.test(text);
  });
  return environment;
}

function typeOf(field: FilterField, nullability: 'strict' | 'lenient'): string {
  if (field.isNullable && nullability === 'lenient') return 'dyn';
  if (field.type === 'json') return 'dyn';
  if (field.type === 'properties') return 'map<string, string>';
  return field.type === 'timestamp' ? 'google.protobuf.Timestamp' : field.type;
}

/** JSON numbers are doubles (as in CEL's own mapping), literals like `2` are ints: people mix them and mean numbers. */
function addMixedArithmetic(environment: Environment): void {
  const operations: readonly (readonly [string, (left: number, right: number) => number])[] = [
    ['+', (left, right) => left + right],
    ['-', (left, right) => left - right],
    ['*', (left, right) => left * right],
    ['/', (left, right) => left / right],
    ['%', (left, right) => left % right],
  ];
  for (const [operator, operation] of operations) {
    const mixed = (left: number | bigint, right: number | bigint): number =>
      operation(Number(left), Number(right));
    environment.registerOperator(`int ${operator} double: double`, mixed);
    environment.registerOperator(`double ${operator} int: double`, mixed);
    if (operator === '%') environment.registerOperator('double % double: double', mixed);
  }
}
