import type { FieldPath, Literal } from '../../../shared/domain/filter/syntax-tree.ts';
import type { RowCell } from '../../../shared/contract/schemas/row-extras.ts';
import { fieldOfColumn, pathOfField } from '../../state/column-id.ts';
import type { MessageRow } from '../../state/message-rows.ts';

export interface CellValue {
  readonly path: FieldPath;
  readonly value: Literal;
}

const fieldsByColumn = {
  key: ({ key }) => key,
  state: ({ state }) => state,
  deliveries: ({ deliveries }) => deliveries,
  size: ({ size }) => size,
  kind: ({ kind }) => kind,
  partition: ({ partition }) => partition,
} as const satisfies Readonly<Record<string, (row: MessageRow) => Literal>>;

/** What a filter calls the value in a cell; undefined for cells without a value of their own. */
export function cellValue(row: MessageRow, column: string | null): CellValue | undefined {
  if (column === null) return undefined;
  switch (column) {
    case 'key':
    case 'state':
    case 'deliveries':
    case 'size':
    case 'kind':
    case 'partition':
      return { path: { field: column, steps: [] }, value: fieldsByColumn[column](row) };
    case 'redeliveries':
      return { path: { field: 'redeliveries', steps: [] }, value: row.brokerRedeliveries };
    case 'position':
      return { path: { field: 'ledger', steps: [] }, value: BigInt(row.ledger) };
    case 'value':
      return { path: { field: 'kind', steps: [] }, value: row.kind };
    default:
      return fieldValue(column, row.cells.get(column));
  }
}

function fieldValue(column: string, cell: RowCell | undefined): CellValue | undefined {
  const field = fieldOfColumn(column);
  const literal = cell && literalOf(cell);
  if (field === undefined || literal === undefined) return undefined;
  return { path: pathOfField(field), value: literal.value };
}

/** Boxed, because `null` is one. What was cut is not the value itself. */
function literalOf({ kind, text, isCut }: RowCell): { readonly value: Literal } | undefined {
  if (isCut) return undefined;
  switch (kind) {
    case 'string':
      return { value: text };
    case 'boolean':
      return { value: text === 'true' };
    case 'null':
      return { value: null };
    case 'number': {
      const isLong = /^-?\d+$/.test(text) && !Number.isSafeInteger(Number(text));
      return { value: isLong ? BigInt(text) : Number(text) };
    }
    case 'missing':
    case 'tooLarge':
    case 'object':
    case 'array':
      return undefined;
  }
}
