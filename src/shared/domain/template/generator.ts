/**
 * The template room: text with holes that are filled anew for every published message. It owns the syntax
 * (`{{name arguments}}`), the generators and rendering; chance and time are handed in, so the same source gives the
 * same messages.
 */

/** What one message is made from. */
export interface TemplateSource {
  /** Place of the message in its run, from 0. */
  readonly sequence: number;
  /** Epoch milliseconds; one for the whole message, so that all its times agree. */
  readonly now: number;
  /** A number in [0, 1). */
  random(): number;
}

export type Generate = (source: TemplateSource) => string;

export type TemplateArgument =
  { readonly kind: 'word'; readonly text: string } | { readonly kind: 'text'; readonly text: string };

export type GeneratorMaking =
  { readonly ok: true; readonly generate: Generate } | { readonly ok: false; readonly reason: string };

export interface GeneratorHelp {
  readonly name: string;
  /** As it is typed. */
  readonly example: string;
  readonly description: string;
}

/** For the help beside the composer. */
export const generatorHelp: readonly GeneratorHelp[] = [
  {
    name: 'seq',
    example: '{{seq}}',
    description: '1, 2, 3 … in this run; {{seq 100}} starts at 100',
  },
  { name: 'uuid', example: '{{uuid}}', description: 'a random UUID' },
  { name: 'now', example: '{{now}}', description: 'time as ISO text; {{now ms}} and {{now s}} as number' },
  { name: 'int', example: '{{int 1 100}}', description: 'a whole number, both ends included' },
  { name: 'float', example: '{{float 10 200 2}}', description: 'a number with so many decimals (2)' },
  { name: 'pick', example: '{{pick "a" "b"}}', description: 'one of these' },
  { name: 'string', example: '{{string 12}}', description: 'so many random letters and digits' },
];

const maxStringLength = 65_536;
const maxDecimals = 15;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function makeGenerator(name: string, parameters: readonly TemplateArgument[]): GeneratorMaking {
  const texts = parameters.map(({ text }) => text);
  switch (name) {
    case 'seq':
      return sequence(texts);
    case 'uuid':
      return texts.length === 0 ? made(uuid) : refused('uuid takes nothing: {{uuid}}');
    case 'now':
      return now(texts);
    case 'int':
      return wholeNumber(texts);
    case 'float':
      return decimalNumber(texts);
    case 'pick':
      return pick(texts);
    case 'string':
      return letters(texts);
    default:
      return refused(
        `There is no generator "${name}". There are ${generatorHelp.map((help) => help.name).join(', ')}`,
      );
  }
}

function sequence([start = '1', ...rest]: readonly string[]): GeneratorMaking {
  const first = integerOf(start);
  if (first === undefined || rest.length > 0)
    return refused('seq takes the first number or nothing: {{seq 1}}');
  return made(({ sequence: count }) => String(first + count));
}

function now([form = 'iso', ...rest]: readonly string[]): GeneratorMaking {
  if (rest.length === 0 && form === 'iso') return made(({ now: at }) => new Date(at).toISOString());
  if (rest.length === 0 && form === 'ms') return made(({ now: at }) => String(Math.floor(at)));
  if (rest.length === 0 && form === 's') return made(({ now: at }) => String(Math.floor(at / 1_000)));
  return refused('now takes iso, ms or s: {{now ms}}');
}

function wholeNumber([least = '', most = '', ...rest]: readonly string[]): GeneratorMaking {
  const from = integerOf(least);
  const to = integerOf(most);
  if (from === undefined || to === undefined || rest.length > 0)
    return refused('int takes two whole numbers: {{int 1 100}}');
  const count = to - from + 1;
  if (count < 1) return refused(`int counts from ${from} up; ${to} is less`);
  if (!Number.isSafeInteger(count)) return refused('int cannot span so many numbers');
  return made(({ random }) => String(from + below(count, random)));
}

function decimalNumber([least = '', most = '', decimals = '2', ...rest]: readonly string[]): GeneratorMaking {
  const from = numberOf(least);
  const to = numberOf(most);
  const places = integerOf(decimals);
  const arePlacesFit = places !== undefined && places >= 0 && places <= maxDecimals;
  if (from === undefined || to === undefined || !arePlacesFit || rest.length > 0)
    return refused('float takes two numbers and, if wanted, how many decimals: {{float 10 200 2}}');
  if (to < from) return refused(`float goes from ${from} up; ${to} is less`);
  return made(({ random }) => (from + random() * (to - from)).toFixed(places));
}

function pick(choices: readonly string[]): GeneratorMaking {
  if (choices.length === 0) return refused('pick needs something to choose from: {{pick "a" "b"}}');
  return made(({ random }) => choices[below(choices.length, random)] ?? '');
}

function letters([count = '', ...rest]: readonly string[]): GeneratorMaking {
  const length = integerOf(count);
  if (length === undefined || length < 0 || length > maxStringLength || rest.length > 0)
    return refused(`string takes a length up to ${maxStringLength}: {{string 12}}`);
  return made(({ random }) =>
    Array.from({ length }, () => alphabet.charAt(below(alphabet.length, random))).join(''),
  );
}

/** Version 4 of RFC 9562, from the random numbers that were handed in. */
function uuid({ random }: TemplateSource): string {
  const bytes = Array.from({ length: 16 }, () => below(256, random));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const digits = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function below(count: number, random: () => number): number {
  return Math.min(Math.floor(random() * count), count - 1);
}

function integerOf(text: string): number | undefined {
  const value = /^[+-]?\d{1,16}$/.test(text) ? Number(text) : undefined;
  return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
}

function numberOf(text: string): number | undefined {
  return /^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : undefined;
}

function made(generate: Generate): GeneratorMaking {
  return { ok: true, generate };
}

function refused(reason: string): GeneratorMaking {
  return { ok: false, reason: `${reason}.` };
}
