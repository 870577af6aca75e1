/**
 * Does a text match a pattern anywhere? Answered in time proportional to the text, whatever the pattern: the program
 * is walked as a set of places, and the sets met are kept as states of an automaton that is built while it runs.
 */
import { pairsOf, wordCharacters, newline, type CodePointSet } from './code-point-set.ts';
import { parsePattern, type Assertion } from './pattern.ts';
import { maxInstructions, programOf, type PatternProgram } from './pattern-program.ts';

export interface LinearRegex {
  test(text: string): boolean;
}

export type RegexCompilation =
  { readonly ok: true; readonly regex: LinearRegex } | { readonly ok: false; readonly reason: string };

/** Longer patterns are refused. */
const maxPatternLength = 1_000;
/** When more states than this were met, all are forgotten and building starts afresh: slower, still proportional. */
const maxStates = 1_000;

export function compileLinearRegex(pattern: string): RegexCompilation {
  if (pattern.length > maxPatternLength)
    return { ok: false, reason: `it is longer than ${maxPatternLength} characters` };
  const parsing = parsePattern(pattern);
  if (!parsing.ok) return parsing;
  const program = programOf(parsing.pattern);
  if (program === undefined)
    return { ok: false, reason: `its repetitions unfold to more than ${maxInstructions} steps` };
  return { ok: true, regex: automatonOf(program) };
}

/** What stands on one side of a place in the text. */
interface Neighbour {
  readonly isEdge: boolean;
  readonly isWord: boolean;
  readonly isNewline: boolean;
}

interface State {
  /** Places of the program that the text so far leads to, before anything that takes no character. */
  readonly places: readonly number[];
  readonly previous: Neighbour;
  /** By class of the next character; -1 is unknown yet. */
  readonly next: Int32Array;
}

const unknown = -1;
const accepted = -2;
const edge: Neighbour = { isEdge: true, isWord: false, isNewline: false };

function automatonOf(program: PatternProgram): LinearRegex {
  const alphabet = alphabetOf(program);
  const marks = new Uint32Array(program.instructions.length);
  let round = 0;
  let states: State[] = [];
  let numbers = new Map<string, number>();

  const stateOf = (places: readonly number[], previous: Neighbour): number => {
    const name = `${previous.isEdge ? 0 : previous.isNewline ? 1 : previous.isWord ? 2 : 3}:${places.join()}`;
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, states.length);
    states.push({ places, previous, next: new Int32Array(alphabet.size).fill(unknown) });
    return states.length - 1;
  };

  /** State 0 is where every text begins. */
  const startAfresh = (): void => {
    states = [];
    numbers = new Map();
    stateOf([program.start], edge);
  };
  startAfresh();

  /** The places after one character of this class (none: the end of the text), or `undefined` on a match. */
  const follow = (state: State, characterClass: number | undefined): number[] | undefined => {
    const next = characterClass === undefined ? edge : alphabet.neighbourOf(characterClass);
    const open = [...state.places];
    const places = new Set<number>();
    round += 1;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (marks[at] === round) continue;
      marks[at] = round;
      const instruction = program.instructions[at];
      if (instruction === undefined) continue;
      if (instruction.kind === 'accept') return undefined;
      if (instruction.kind === 'split') open.push(...instruction.next);
      else if (instruction.kind === 'assert') {
        if (holds(instruction.assertion, state.previous, next)) open.push(instruction.next);
      } else if (characterClass !== undefined && alphabet.isIn(characterClass, instruction.set))
        places.add(instruction.next);
    }
    // A match may begin at any place of the text.
    places.add(program.start);
    return [...places].sort((left, right) => left - right);
  };

  const step = (from: number, characterClass: number): number => {
    const state = states[from];
    if (state === undefined) return accepted;
    const places = follow(state, characterClass);
    if (places === undefined) {
      state.next[characterClass] = accepted;
      return accepted;
    }
    if (states.length >= maxStates) startAfresh();
    const to = stateOf(places, alphabet.neighbourOf(characterClass));
    // Had the states just been forgotten, `state` is nobody's any more and remembering in it does no harm.
    state.next[characterClass] = to;
    return to;
  };

  return {
    test: (text) => {
      let at = 0;
      for (let index = 0; index < text.length; index += 1) {
        const unit = text.charCodeAt(index);
        let characterClass = alphabet.ascii[unit];
        if (characterClass === undefined) {
          const codePoint = text.codePointAt(index) ?? 0;
          if (codePoint > 0xffff) index += 1;
          characterClass = alphabet.classOf(codePoint);
        }
        let next = states[at]?.next[characterClass] ?? unknown;
        if (next === unknown) next = step(at, characterClass);
        if (next === accepted) return true;
        at = next;
      }
      const last = states[at];
      return last !== undefined && follow(last, undefined) === undefined;
    },
  };
}

function holds(assertion: Assertion, previous: Neighbour, next: Neighbour): boolean {
  switch (assertion) {
    case 'text-start':
      return previous.isEdge;
    case 'text-end':
      return next.isEdge;
    case 'line-start':
      return previous.isEdge || previous.isNewline;
    case 'line-end':
      return next.isEdge || next.isNewline;
    case 'word-edge':
      return previous.isWord !== next.isWord;
    case 'no-word-edge':
      return previous.isWord === next.isWord;
  }
}

interface Alphabet {
  readonly size: number;
  /** Class of every character of ASCII. */
  readonly ascii: Uint16Array;
  classOf(codePoint: number): number;
  isIn(characterClass: number, set: CodePointSet): boolean;
  neighbourOf(characterClass: number): Neighbour;
}

/** Characters that no set of the program tells apart are one class. */
function alphabetOf(program: PatternProgram): Alphabet {
  const sets = program.instructions.flatMap((instruction) =>
    instruction.kind === 'set' ? [instruction.set] : [],
  );
  const starts = new Set([0]);
  for (const set of [...new Set(sets), wordCharacters, newline]) {
    for (const [first, last] of pairsOf(set)) {
      starts.add(first);
      starts.add(last + 1);
    }
  }
  const firsts = [...starts].sort((left, right) => left - right);

  const classOf = (codePoint: number): number => {
    let low = 0;
    let high = firsts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((firsts[middle] ?? 0) <= codePoint) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const isIn = (characterClass: number, set: CodePointSet): boolean => {
    const codePoint = firsts[characterClass] ?? 0;
    for (let at = 0; at < set.length; at += 2) {
      if (codePoint < (set[at] ?? 0)) return false;
      if (codePoint <= (set[at + 1] ?? 0)) return true;
    }
    return false;
  };
  const neighbours = firsts.map((_first, characterClass) => ({
    isEdge: false,
    isWord: isIn(characterClass, wordCharacters),
    isNewline: isIn(characterClass, newline),
  }));

  return {
    size: firsts.length,
    ascii: Uint16Array.from({ length: 128 }, (_, codePoint) => classOf(codePoint)),
    classOf,
    isIn,
    neighbourOf: (characterClass) => neighbours[characterClass] ?? edge,
  };
}
