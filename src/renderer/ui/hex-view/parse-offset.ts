/**
 * An offset as a person writes it: `31` is decimal; `0x1f`, `1f` and, as the offsets of the view are written, `001f` are
 * hexadecimal. Undefined when it is neither.
 */
export function parseOffset(words: string): number | undefined {
  const text = words.trim().replaceAll(/[\s,_]/g, '');
  const hex = /^0x([\da-f]+)$/i.exec(text)?.[1] ?? /^(0[\da-f]+|[\da-f]*[a-f][\da-f]*)$/i.exec(text)?.[1];
  if (hex !== undefined) return Number.parseInt(hex, 16);
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
