import type { JsonKind, JsonPathStep } from '../../../shared/domain/lossless-json.ts';
import type { Literal } from '../../../shared/domain/filter/syntax-tree.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import type { Tab } from '../../state/tab.svelte.ts';
import type { MenuEntry } from '../../ui/overlays/menu-entry.ts';
import { fieldOfPath } from '../../state/column-id.ts';
import { addColumnEntry } from '../messages/column-actions.ts';
import { valueFilterMenu } from './filter-menu.ts';

/** What a filter and the table can make of one node of a JSON value, with a line after it. */
export function jsonFilterMenu(
  app: AppState,
  streamId: number,
  steps: readonly JsonPathStep[],
  raw: string,
  kind: JsonKind,
): readonly MenuEntry[] {
  const tab = tabOf(app, streamId);
  const literal = literalOf(raw, kind);
  if (tab === undefined) return [];
  const path = { field: 'value', steps } as const;
  const field = fieldOfPath(path);
  const entries =
    literal === undefined
      ? field && [addColumnEntry(tab, field)]
      : valueFilterMenu(app, tab, path, literal.value);
  return entries === undefined ? [] : [...entries, { kind: 'separator' }];
}

export function propertyFilterMenu(
  app: AppState,
  streamId: number,
  name: string,
  value: string,
): readonly MenuEntry[] {
  const tab = tabOf(app, streamId);
  return tab === undefined ? [] : valueFilterMenu(app, tab, { field: 'properties', steps: [name] }, value);
}

/** The inspector may show a hit of another stream than that of the tab in front: then there is nothing to filter. */
function tabOf(app: AppState, streamId: number): Tab | undefined {
  const { active } = app.tabs;
  return active?.messages?.streamId === streamId ? active : undefined;
}

/** Boxed, because `null` is one. Whole numbers beyond 2^53 stay exact. */
function literalOf(raw: string, kind: JsonKind): { readonly value: Literal } | undefined {
  if (kind === 'object' || kind === 'array') return undefined;
  const isLong = kind === 'number' && /^-?\d+$/.test(raw) && !Number.isSafeInteger(Number(raw));
  if (isLong) return { value: BigInt(raw) };
  const value: unknown = JSON.parse(raw);
  const isLiteral =
    value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isLiteral ? { value } : undefined;
}
