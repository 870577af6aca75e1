import { rowFieldSchema, type RowField } from '../../shared/contract/schemas/row-extras.ts';
import { pathText } from '../../shared/domain/filter/field-text.ts';
import type { FieldPath } from '../../shared/domain/filter/syntax-tree.ts';

/** The id of a column that shows one field; it says which, so that a kept column needs nothing else. */
export function columnIdOf(field: RowField): string {
  return field.source === 'property' ? `property:${field.name}` : `value:${JSON.stringify(field.path)}`;
}

/** The field a column shows; undefined for the columns every table has. */
export function fieldOfColumn(id: string): RowField | undefined {
  const at = id.indexOf(':');
  const source = id.slice(0, at);
  const rest = id.slice(at + 1);
  if (source === 'property') return checked({ source, name: rest });
  if (source !== 'value') return undefined;
  try {
    return checked({ source, path: JSON.parse(rest) });
  } catch {
    return undefined;
  }
}

/** The column of a path in the filter language; undefined for what has a column anyway. */
export function fieldOfPath({ field, steps }: FieldPath): RowField | undefined {
  if (field === 'value') return checked({ source: 'value', path: steps });
  return field === 'properties' ? checked({ source: 'property', name: steps[0] }) : undefined;
}

export function pathOfField(field: RowField): FieldPath {
  return field.source === 'property'
    ? { field: 'properties', steps: [field.name] }
    : { field: 'value', steps: field.path };
}

/** As filters write it: `value.order.total`. */
export function fieldTitle(field: RowField): string {
  return pathText(pathOfField(field));
}

function checked(field: unknown): RowField | undefined {
  const parsed = rowFieldSchema.safeParse(field);
  return parsed.success ? parsed.data : undefined;
}
