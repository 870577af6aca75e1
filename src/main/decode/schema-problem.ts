/** What is wrong with a schema, and where in its text. */

/** Offsets are UTF-16 units from the beginning of the text, as editors count. */
export interface SchemaProblem {
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** For people; a whole sentence. */
  readonly reason: string;
}

/** Thrown while a schema is read and caught by its reader. */
export class SchemaFault extends Error {
  readonly offset: number;

  constructor(offset: number, reason: string) {
    super(reason);
    this.offset = offset;
  }
}

export type SchemaOutcome<Schema> =
  { readonly ok: true; readonly schema: Schema } | { readonly ok: false; readonly problem: SchemaProblem };

export function problemAt(text: string, offset: number, reason: string): SchemaProblem {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = before.split('\n').length;
  return { offset, line, column: offset - lineStart + 1, reason };
}
