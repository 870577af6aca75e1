/** Tells filters that no unmarked message can match: then a handful of marks is looked at instead of every row. */
import type { ASTNode } from '@marcbachmann/cel-js';
import { literalOf, pathOf } from './syntax-tree.ts';

/** @param conjuncts parts of a filter that all have to hold. False says nothing. */
export function matchesMarkedOnly(conjuncts: readonly ASTNode[]): boolean {
  return conjuncts.some(asksForMark);
}

function asksForMark(node: ASTNode): boolean {
  if (isField(node, 'marked')) return true;
  const { op } = node;
  if (op === '&&') return node.args.some(asksForMark);
  if (op === '||') return node.args.every(asksForMark);
  if (op === '==' || op === '!=') return comparesComment(op, node.args);
  return op === 'rcall' && asksForWords(node.args);
}

/** `comment != ""` and `comment == "words"`, whichever side comes first: an unmarked message has no comment. */
function comparesComment(op: '==' | '!=', [left, right]: readonly [ASTNode, ASTNode]): boolean {
  const other = isField(left, 'comment') ? right : isField(right, 'comment') ? left : undefined;
  const literal = other && literalOf(other)?.value;
  return typeof literal === 'string' && (literal === '') === (op === '!=');
}

function asksForWords([name, receiver, [parameter]]: readonly [
  string,
  ASTNode,
  readonly ASTNode[],
]): boolean {
  const text = parameter && literalOf(parameter)?.value;
  const asksForText = name === 'startsWith' || name === 'endsWith' || name === 'contains';
  return asksForText && isField(receiver, 'comment') && typeof text === 'string' && text !== '';
}

function isField(node: ASTNode, name: 'marked' | 'comment'): boolean {
  const path = pathOf(node);
  return path?.field === name && path.steps.length === 0;
}
