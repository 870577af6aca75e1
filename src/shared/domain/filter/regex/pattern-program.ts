/** A pattern as a small program for an automaton: instructions by number, the first one is where matching starts. */
import type { CodePointSet } from './code-point-set.ts';
import type { Assertion, PatternNode } from './pattern.ts';

export type Instruction =
  | { readonly kind: 'set'; readonly set: CodePointSet; readonly next: number }
  | { readonly kind: 'assert'; readonly assertion: Assertion; readonly next: number }
  | { readonly kind: 'split'; readonly next: readonly number[] }
  | { readonly kind: 'accept' };

/** Counted repetitions multiply; past this many instructions a pattern is refused. */
export const maxInstructions = 2_000;

export interface PatternProgram {
  readonly instructions: readonly Instruction[];
  readonly start: number;
}

/** Undefined when the pattern is too large. Built from its end, so that every instruction knows its follower. */
export function programOf(pattern: PatternNode): PatternProgram | undefined {
  const instructions: Instruction[] = [];
  let isTooLarge = false;

  const add = (instruction: Instruction): number => {
    if (instructions.length >= maxInstructions) isTooLarge = true;
    else instructions.push(instruction);
    return instructions.length - 1;
  };

  /** Adds what matches `node` and goes on at `next`; answers where it begins. */
  const before = (node: PatternNode, next: number): number => {
    if (isTooLarge) return next;
    switch (node.kind) {
      case 'set':
        return add({ kind: 'set', set: node.set, next });
      case 'assert':
        return add({ kind: 'assert', assertion: node.assertion, next });
      case 'sequence':
        return node.parts.reduceRight((follower, part) => before(part, follower), next);
      case 'choice':
        return add({ kind: 'split', next: node.options.map((option) => before(option, next)) });
      case 'repeat':
        return repeat(node.part, node.least, node.most, next);
    }
  };

  const repeat = (part: PatternNode, least: number, most: number | undefined, next: number): number => {
    let at = most === undefined ? loop(part, next) : next;
    for (let count = least; count < (most ?? 0) && !isTooLarge; count += 1)
      at = add({ kind: 'split', next: [before(part, at), next] });
    for (let count = 0; count < least && !isTooLarge; count += 1) at = before(part, at);
    return at;
  };

  const loop = (part: PatternNode, next: number): number => {
    const back: number[] = [next];
    const start = add({ kind: 'split', next: back });
    if (!isTooLarge) back.push(before(part, start));
    return start;
  };

  const accept = add({ kind: 'accept' });
  const start = before(pattern, accept);
  return isTooLarge ? undefined : { instructions, start };
}
