/**
 * Patterns of `matches()`: RE2's syntax, as CEL asks for, because it can always be matched in time proportional to the
 * text. Back references and look-around cannot, so they are refused.
 */
import {
  complementOf,
  everything,
  newline,
  pairsOf,
  rangesOf,
  withBothCases,
  type CodePointSet,
} from './code-point-set.ts';
import { assertionEscapes, classEscapes, plainEscape } from './pattern-escape.ts';

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-edge' | 'no-word-edge';

export type PatternNode =
  | { readonly kind: 'set'; readonly set: CodePointSet }
  | { readonly kind: 'assert'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | ({ readonly kind: 'repeat'; readonly part: PatternNode } & Bounds);

/** `most` undefined: without bound. */
interface Bounds {
  readonly least: number;
  readonly most: number | undefined;
}

export type PatternParsing =
  { readonly ok: true; readonly pattern: PatternNode } | { readonly ok: false; readonly reason: string };

/** RE2's own bound for one counted repetition. */
const maxRepeat = 1_000;
const maxNesting = 50;

/** What is wrong with a pattern; never leaves this file. */
class PatternFault extends Error {}

export function parsePattern(text: string): PatternParsing {
  try {
    return { ok: true, pattern: new PatternReader(text).read() };
  } catch (thrown) {
    if (thrown instanceof PatternFault) return { ok: false, reason: thrown.message };
    throw thrown;
  }
}

/** Reads by recursive descent: choice, sequence, repetition, single. */
class PatternReader {
  readonly #characters: readonly string[];
  readonly #ignoresCase: boolean;
  readonly #dotIsAll: boolean;
  readonly #hasLines: boolean;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    const flags = /^\(\?([ims]+)\)/.exec(text);
    const letters = flags?.[1] ?? '';
    this.#characters = [...text.slice(flags?.[0].length ?? 0)];
    this.#ignoresCase = letters.includes('i');
    this.#dotIsAll = letters.includes('s');
    this.#hasLines = letters.includes('m');
  }

  read(): PatternNode {
    const pattern = this.#choice();
    if (this.#at < this.#characters.length) throw new PatternFault('a closing bracket ) stands alone');
    return pattern;
  }

  #choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#take('|')) options.push(this.#sequence());
    const [first, ...others] = options;
    return first !== undefined && others.length === 0 ? first : { kind: 'choice', options };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.#at < this.#characters.length && this.#peek() !== '|' && this.#peek() !== ')')
      parts.push(this.#repeated(this.#single()));
    return { kind: 'sequence', parts };
  }

  #repeated(part: PatternNode): PatternNode {
    const bounds = this.#quantifier();
    if (bounds === undefined) return part;
    this.#take('?'); // lazy or greedy: whether it matches is the same
    if (this.#quantifier() !== undefined)
      throw new PatternFault('a repetition cannot be repeated; put it in brackets');
    return { kind: 'repeat', part, ...bounds };
  }

  #quantifier(): Bounds | undefined {
    if (this.#take('*')) return { least: 0, most: undefined };
    if (this.#take('+')) return { least: 1, most: undefined };
    if (this.#take('?')) return { least: 0, most: 1 };
    const counted = /^\{(\d{1,5})(?:(,)(\d{1,5})?)?\}/.exec(this.#ahead(14));
    if (counted === null) return undefined;
    this.#at += counted[0].length;
    const least = Number(counted[1]);
    const most = counted[2] === undefined ? least : counted[3] === undefined ? undefined : Number(counted[3]);
    if (Math.max(least, most ?? 0) > maxRepeat)
      throw new PatternFault(`a repetition may count to ${maxRepeat}`);
    if (most !== undefined && most < least) throw new PatternFault(`{${least},${most}} counts backwards`);
    return { least, most };
  }

  #single(): PatternNode {
    const character = this.#next();
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return this.#set(this.#characterClass());
      case '.':
        return { kind: 'set', set: this.#dotIsAll ? everything : complementOf(newline) };
      case '^':
        return { kind: 'assert', assertion: this.#hasLines ? 'line-start' : 'text-start' };
      case '$':
        return { kind: 'assert', assertion: this.#hasLines ? 'line-end' : 'text-end' };
      case '*':
      case '+':
      case '?':
        throw new PatternFault(`nothing stands before ${character} to be repeated`);
      case '\\': {
        const assertion = assertionEscapes[this.#peek() ?? ''];
        if (assertion === undefined) return this.#set(this.#escapedSet());
        this.#at += 1;
        return { kind: 'assert', assertion };
      }
      default:
        return this.#set(oneOf(character));
    }
  }

  #group(): PatternNode {
    if (this.#take('?')) {
      if (/^<?[=!]/.test(this.#ahead(2)))
        throw new PatternFault('look-ahead and look-behind are not supported: they can take forever');
      const name = /^P?<[A-Za-z_]\w*>/.exec(this.#ahead(100));
      if (name !== null) this.#at += name[0].length;
      else if (!this.#take(':'))
        throw new PatternFault('this kind of group is unknown; flags stand at the start of the pattern');
    }
    this.#depth += 1;
    if (this.#depth > maxNesting) throw new PatternFault(`brackets may nest ${maxNesting} deep`);
    const inner = this.#choice();
    if (!this.#take(')')) throw new PatternFault('a closing bracket ) is missing');
    this.#depth -= 1;
    return inner;
  }

  #characterClass(): CodePointSet {
    const isNegated = this.#take('^');
    const ranges: (readonly [number, number])[] = [];
    for (let isFirst = true; isFirst || !this.#take(']'); isFirst = false)
      ranges.push(...this.#classRanges());
    const set = rangesOf(ranges);
    // Case is widened before negation, so that (?i)[^a] refuses A as well.
    return isNegated ? complementOf(this.#ignoresCase ? withBothCases(set) : set) : set;
  }

  /** One character, one class such as `\d`, or a range. */
  #classRanges(): (readonly [number, number])[] {
    if (this.#ahead(2) === '[:')
      throw new PatternFault('classes like [:alpha:] are not supported; write [A-Za-z]');
    const from = this.#classItem();
    const [first, last] = from;
    const isRange = this.#peek() === '-' && this.#peek(1) !== ']' && this.#peek(1) !== undefined;
    if (!isRange || first === undefined || first !== last) return pairsOf(from);
    this.#at += 1;
    const [end, endLast] = this.#classItem();
    if (end === undefined || end !== endLast) throw new PatternFault('a range in [ ] ends in a class');
    if (end < first) throw new PatternFault('a range in [ ] runs backwards');
    return [[first, end]];
  }

  #classItem(): CodePointSet {
    const character = this.#next();
    if (character === '') throw new PatternFault('a closing bracket ] is missing');
    return character === '\\' ? this.#escapedSet() : oneOf(character);
  }

  /** After the backslash, inside brackets or not. */
  #escapedSet(): CodePointSet {
    const known = classEscapes[this.#peek() ?? ''];
    if (known !== undefined) {
      this.#at += 1;
      return known;
    }
    const escape = plainEscape(this.#ahead(12));
    if (!escape.ok) throw new PatternFault(escape.reason);
    this.#at += escape.length;
    return rangesOf([[escape.codePoint, escape.codePoint]]);
  }

  #set(set: CodePointSet): PatternNode {
    return { kind: 'set', set: this.#ignoresCase ? withBothCases(set) : set };
  }

  #peek(offset = 0): string | undefined {
    return this.#characters[this.#at + offset];
  }

  #next(): string {
    const character = this.#peek() ?? '';
    this.#at += 1;
    return character;
  }

  #take(expected: string): boolean {
    if (this.#peek() !== expected) return false;
    this.#at += 1;
    return true;
  }

  #ahead(count: number): string {
    return this.#characters.slice(this.#at, this.#at + count).join('');
  }
}

function oneOf(character: string): CodePointSet {
  const codePoint = character.codePointAt(0) ?? 0;
  return [codePoint, codePoint];
}
