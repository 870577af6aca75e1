/** Mistakes that only show when literals are looked at: a filter that compiles and can never match is a trap. */
import type { ASTNode } from '@marcbachmann/cel-js';
import { fieldNamed } from './filter-fields.ts';
import { linearMatches } from './filter-language.ts';
import { compileLinearRegex } from './regex/linear-regex.ts';
import { literalOf, nodesOf, pathOf, timestampLiteralOf } from './syntax-tree.ts';

export interface LiteralFault {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

export function literalFaultIn(root: ASTNode): LiteralFault | undefined {
  for (const node of nodesOf(root)) {
    const fault = patternFault(node) ?? timeFault(node) ?? wordFault(node);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function patternFault(node: ASTNode): LiteralFault | undefined {
  if (node.op !== 'rcall' || node.args[0] !== linearMatches) return undefined;
  const pattern = node.args[2][0];
  if (pattern === undefined) return undefined;
  const literal = literalOf(pattern)?.value;
  if (typeof literal !== 'string')
    return faultAt(pattern, 'The pattern of matches() must be a text in quotes.');
  const compilation = compileLinearRegex(literal);
  return compilation.ok ? undefined : faultAt(pattern, `This pattern cannot be used: ${compilation.reason}.`);
}

function timeFault(node: ASTNode): LiteralFault | undefined {
  if (node.op !== 'call' || node.args[0] !== 'timestamp') return undefined;
  const argument = node.args[1][0];
  if (argument === undefined) return undefined;
  const literal = literalOf(argument)?.value;
  if (typeof literal !== 'string' || timestampLiteralOf(node) !== undefined) return undefined;
  return faultAt(argument, 'A time needs date, time of day and zone, like 2026-01-31T09:30:00Z.');
}

/** `state == "acked"`: no such word. */
function wordFault(node: ASTNode): LiteralFault | undefined {
  if (node.op !== '==' && node.op !== '!=' && node.op !== 'in') return undefined;
  const [left, right] = node.args;
  for (const [field, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const path = pathOf(field);
    const words = path === undefined || path.steps.length > 0 ? undefined : fieldNamed(path.field)?.words;
    if (path === undefined || words === undefined) continue;
    for (const literal of other.op === 'list' ? other.args : [other]) {
      const word = literalOf(literal)?.value;
      if (typeof word === 'string' && !words.includes(word))
        return faultAt(literal, `${path.field} is one of: ${words.join(', ')}.`);
    }
  }
  return undefined;
}

function faultAt(node: ASTNode, message: string): LiteralFault {
  return { from: node.start, to: node.end, message };
}
