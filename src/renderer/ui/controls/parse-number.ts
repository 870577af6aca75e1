/** Text of a number field to a number within bounds, or the reason why not. */

export interface NumberBounds {
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
}

export type ParsedNumber =
  { readonly ok: true; readonly value: number } | { readonly ok: false; readonly reason: string };

/** Accepts a decimal point, a sign and an exponent, and commas or spaces that group thousands. */
export const parseNumber = (text: string, bounds: NumberBounds): ParsedNumber => {
  const bare = text.trim();
  const plain = /^[+-]?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?$/.test(bare) ? bare.replaceAll(/[, ]/g, '') : bare;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(plain)) {
    return {
      ok: false,
      reason: bounds.integer ? 'Write a whole number.' : 'Write a number, for example 12.5.',
    };
  }
  const value = Number(plain);
  if (bounds.integer && !Number.isSafeInteger(value)) return { ok: false, reason: 'Write a whole number.' };
  if (!Number.isFinite(value)) return { ok: false, reason: 'That number is too large.' };
  if (value < bounds.min) return { ok: false, reason: `At least ${bounds.min}.` };
  if (value > bounds.max) return { ok: false, reason: `At most ${bounds.max}.` };
  return { ok: true, value };
};
