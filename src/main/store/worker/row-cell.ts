/** One field of a message as a cell of the table. */
import { longestCell, type RowCell } from '../../../shared/contract/schemas/row-extras.ts';
import { lineOf } from './preview.ts';
import { rawValueAt, type ValueStep } from './value-at-path.ts';

export const missingCell: RowCell = { kind: 'missing', text: '', isCut: false };
export const tooLargeCell: RowCell = { kind: 'tooLarge', text: '', isCut: false };

const kinds: Readonly<Record<string, RowCell['kind']>> = {
  '{': 'object',
  '[': 'array',
  t: 'boolean',
  f: 'boolean',
  n: 'null',
};
const numeral = /^-?\d[\d.eE+-]*$/;

export function textCell(text: string): RowCell {
  return { kind: 'string', ...lineOf(text, longestCell) };
}

/** A payload that only looked like JSON has no fields. */
export function valueCell(json: string, path: readonly ValueStep[]): RowCell {
  try {
    const raw = rawValueAt(json, path);
    return raw === undefined ? missingCell : cellOf(raw);
  } catch {
    return missingCell;
  }
}

function cellOf(raw: string): RowCell {
  if (raw.startsWith('"')) {
    const decoded: unknown = JSON.parse(raw);
    return typeof decoded === 'string' ? textCell(decoded) : missingCell;
  }
  const kind = kinds[raw.charAt(0)] ?? (numeral.test(raw) ? 'number' : undefined);
  return kind === undefined ? missingCell : { kind, ...lineOf(raw, longestCell) };
}
