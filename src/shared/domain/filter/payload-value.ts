/** A payload's JSON as filter values: integers beyond 2^53 stay exact, as bigint, where the runtime can tell them. */

export type PayloadValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly PayloadValue[]
  | { readonly [name: string]: PayloadValue };

/** Sixteen digits in a row: the least a number that a double cannot hold must have. */
const longNumber = /[0-9]{16}/;
const wholeNumber = /^-?[0-9]+$/;

/** Null for anything that is no JSON. The last of a repeated name wins; the inspector shows all of them. */
export function payloadValueOf(text: string): PayloadValue {
  try {
    if (!longNumber.test(text)) return JSON.parse(text);
    return JSON.parse(text, exactNumber);
  } catch {
    return null;
  }
}

/** Older engines give no source text (V8 before 11.4): there a long number is as near as a double gets. */
function exactNumber(_name: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && wholeNumber.test(source) ? BigInt(source) : value;
}
