/** A source of numbers from 0 up to 1. The same seed gives the same messages. */
export type Random = () => number;

/** Mulberry32: small, even and repeatable; nothing secret is made with it. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

export function pick<const C extends readonly [unknown, ...unknown[]]>(
  random: Random,
  choices: C,
): C[number] {
  return choices[Math.floor(random() * choices.length)] ?? choices[0];
}

/** A whole number from `least` to `most`, both included. */
export function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}
