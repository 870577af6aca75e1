/**
 * What a page of rows carries beyond its summaries: the fields that stand in columns of their own, and the colour rule
 * each row meets. Worked out for the rows of the page alone; a large payload is left unread, so that a page of them
 * costs what any page does. Rules are compiled once for as long as a table asks for the same ones.
 */
import type { MessageSummary } from '../../../shared/contract/schemas/history.ts';
import {
  largestLookedInto,
  type RowCell,
  type RowExtras,
  type RowField,
  type RowWants,
} from '../../../shared/contract/schemas/row-extras.ts';
import { compileFilter, type Filter } from '../../../shared/domain/filter/compile-filter.ts';
import type { ReadableDb } from './brands.ts';
import { propertiesOf } from './queries/messages.ts';
import { missingCell, textCell, tooLargeCell, valueCell } from './row-cell.ts';
import { SummaryFilterRow, type RowReads } from './summary-filter-row.ts';

/** Sets of rules kept compiled: one for each table that is scrolled at the same time. */
const keptRuleSets = 8;

const selectProperties = 'select properties from message where row_id = ?';
const selectPayload = 'select payload from message where row_id = ?';
const selectComment = 'select comment from mark where row_id = ?';

export type RowExtrasReader = (wants: RowWants, rows: readonly MessageSummary[]) => RowExtras[] | undefined;

export function createRowExtras(db: ReadableDb): RowExtrasReader {
  const properties = db.prepare<[number], string | null>(selectProperties).pluck();
  const payload = db.prepare<[number], Buffer>(selectPayload).pluck();
  const comment = db.prepare<[number], string>(selectComment).pluck();
  const compiled = createRuleSets();

  const reads: RowReads = {
    properties: ({ rowId, propertiesCount }) => {
      const text = propertiesCount === 0 ? null : (properties.get(rowId) ?? null);
      return new Map(text === null ? [] : propertiesOf(text));
    },
    text: ({ rowId }) => payload.get(rowId)?.toString('utf8') ?? '',
    comment: ({ rowId }) => comment.get(rowId),
  };

  const extrasOf = (row: MessageSummary, fields: readonly RowField[], rules: readonly RuleTest[]) => {
    const filterRow = new SummaryFilterRow(row, reads);
    return {
      cells: fields.map((field) => cellOf(field, row, filterRow)),
      rule: firstMet(rules, filterRow),
    };
  };

  return ({ fields = [], rules = [] }, rows) => {
    if (fields.length === 0 && rules.length === 0) return undefined;
    const tests = compiled(rules);
    return rows.map((row) => extrasOf(row, fields, tests));
  };
}

function cellOf(field: RowField, { kind, size }: MessageSummary, row: SummaryFilterRow): RowCell {
  if (field.source === 'property') {
    const value = row.properties().get(field.name);
    return value === undefined ? missingCell : textCell(value);
  }
  if (kind !== 'json') return missingCell;
  return size > largestLookedInto ? tooLargeCell : valueCell(row.text(), field.path);
}

/** Null stands for a rule that is no filter. */
type RuleTest = Filter | null;

function createRuleSets(): (rules: readonly string[]) => readonly RuleTest[] {
  const kept = new Map<string, readonly RuleTest[]>();
  return (rules) => {
    const name = JSON.stringify(rules);
    const found = kept.get(name) ?? rules.map(compileRule);
    kept.delete(name);
    kept.set(name, found);
    const oldest = kept.keys().next();
    if (kept.size > keptRuleSets && oldest.done !== true) kept.delete(oldest.value);
    return found;
  };
}

function compileRule(text: string): RuleTest {
  const compilation = compileFilter(text);
  return compilation.ok ? compilation.filter : null;
}

function firstMet(rules: readonly RuleTest[], row: SummaryFilterRow): number | null {
  const met = rules.findIndex((rule) => {
    if (rule === null || (rule.usesPayload && row.size > largestLookedInto)) return false;
    return rule.test(row);
  });
  return met < 0 ? null : met;
}
