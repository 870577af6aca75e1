/** Makes inputs that are nearly right: what is plain nonsense, every parser refuses at its first byte. */
import type { Random } from '../bench/random.ts';

/** Most inputs stay below the first bound, so that many are tried; few may grow up to the second. */
const usualBytes = 16 * 1024;
const mostBytes = 1024 * 1024;
const oneInLarge = 400;

type Pieces = readonly [string, ...string[]];

/** What parsers have stumbled over before. */
const tokens: Pieces = [
  '{', '}', '[', ']', '"', '\\', ',', ':', '{}', '[]', 'null', 'true', '-', '0', '-0', '1e999', '1e-999', '0.1',
  '9007199254740993', '18446744073709551616', '-9223372036854775809', '\\ud800', '\\u0000', '\u0000', '\ufeff',
  '\ufffd', '"__proto__":', '"constructor":', '"toString":', '"messageId":', '"payload":', '"properties":',
  '"result":', '"error":true', '"errorNum":401', '"endOfTopic":', 'persistent://', '-partition-', '-partition-999999999',
  'c8locals.', 'c8globals.', '/', '..', '%', '%2e%2e', '=', '==', '2024-02-30T24:60:61', '+18:30', '-00:00',
  'Z', '.', 'GMT', '\r\n', ' ', '\t',
]; // prettier-ignore

/** Values put in the place of another one in a JSON text. */
const values: Pieces = [
  'null', 'true', 'false', '0', '-1', '1.5', '1e999', '-0', '9007199254740993', '18446744073709551616', '""', '"\\ud800"',
  '"\\u0000"', '"NaN"', '"Infinity"', '"1"', '"."', '".."', '"a/b"', '"persistent://a/b/c-partition-5"', '{}', '[]',
  '[[]]', '{"__proto__":1}', '{"toString":1,"valueOf":2}', '{"toString":null}', '{"length":-1}', '{"":""}',
]; // prettier-ignore

export function mutate(corpus: readonly Buffer[], random: Random): Buffer {
  const base = corpus[random.below(corpus.length)] ?? Buffer.alloc(0);
  const limit = random.below(oneInLarge) === 0 ? mostBytes : usualBytes;
  // Now and then the example itself: the valid case must keep working under every answer around it.
  const steps = random.below(6);
  let input = random.below(2) === 0 ? (withOtherValue(base, random) ?? base) : base;
  for (let step = 0; step < steps; step += 1) input = mutateBytes(input, corpus, random, limit);
  return input.subarray(0, limit);
}

function mutateBytes(input: Buffer, corpus: readonly Buffer[], random: Random, limit: number): Buffer {
  const from = random.below(input.length + 1);
  const to = Math.min(input.length, from + 1 + random.below(random.below(4) === 0 ? 256 : 8));
  const head = input.subarray(0, from);
  const tail = input.subarray(to);
  switch (random.below(8)) {
    case 0: {
      const changed = Buffer.from(input);
      const at = random.below(input.length);
      if (input.length > 0) changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
      return changed;
    }
    case 1:
      return Buffer.concat([head, Buffer.from([random.below(256)]), input.subarray(from)]);
    case 2:
      return Buffer.concat([head, tail]);
    case 3:
      return Buffer.from(head);
    case 4:
      return Buffer.concat([head, Buffer.from(random.pick(tokens)), input.subarray(from)]);
    case 5:
      return Buffer.concat([head, Buffer.from(random.pick(tokens)), tail]);
    case 6: {
      const other = corpus[random.below(corpus.length)] ?? head;
      return Buffer.concat([head, other.subarray(random.below(other.length + 1))]);
    }
    default: {
      const piece =
        to > from && random.below(2) === 0 ? input.subarray(from, to) : Buffer.from(random.pick(tokens));
      const room = Math.max(0, limit - input.length);
      const most = Math.floor(room / Math.max(1, piece.length));
      const times = random.below(4) === 0 ? most : random.below(Math.min(most, 32) + 1);
      return Buffer.concat([head, Buffer.alloc(piece.length * times, piece), input.subarray(from)]);
    }
  }
}

interface Place {
  readonly holder: Record<string, unknown> | unknown[];
  readonly key: string;
}

const mark = '"\u0001"';

/** Replaces, removes or nests one value of a JSON text; undefined when it is none. */
function withOtherValue(input: Buffer, random: Random): Buffer | undefined {
  let root: { value: unknown };
  try {
    root = { value: JSON.parse(input.toString('utf8')) };
  } catch {
    return undefined;
  }
  const places: Place[] = [];
  collect(root, places);
  const place = places[random.below(places.length)];
  if (place === undefined) return undefined;
  const old = JSON.stringify(Reflect.get(place.holder, place.key)) ?? 'null';
  if (random.below(5) === 0) Reflect.deleteProperty(place.holder, place.key);
  else Reflect.set(place.holder, place.key, '\u0001');
  const text = JSON.stringify(root.value) ?? '';
  return Buffer.from(
    text.replace(JSON.stringify('\u0001'), () => replacement(old, random)).replace(mark, ''),
  );
}

function replacement(old: string, random: Random): string {
  switch (random.below(8)) {
    case 0: {
      const depth = 1 + random.below(random.below(3) === 0 ? 5_000 : 20);
      return '['.repeat(depth) + old + ']'.repeat(depth);
    }
    case 1:
      return `"${'x'.repeat(random.below(4_000))}"`;
    case 2:
      return `[${Array<string>(1 + random.below(500))
        .fill(old.length < 100 ? old : '0')
        .join(',')}]`;
    case 3:
      return JSON.stringify(old);
    default:
      return random.pick(values);
  }
}

function collect(value: unknown, places: Place[]): void {
  if (typeof value !== 'object' || value === null) return;
  const holder: Place['holder'] = Array.isArray(value)
    ? value
    : (value satisfies object as Record<string, unknown>);
  for (const key of Object.keys(value)) {
    places.push({ holder, key });
    collect(Reflect.get(value, key), places);
  }
}
