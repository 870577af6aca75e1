import { formatInteger } from '../../lib/format-number.ts';
import type { AppState } from '../../state/app-state.svelte.ts';
import { mostColourRules, tints, type ColourRule, type Tint } from '../../state/colour-rule.ts';
import { showInfo } from '../../ui/overlays/toast.ts';

export const tintNames: Readonly<Record<Tint, string>> = {
  red: 'Red',
  orange: 'Orange',
  yellow: 'Yellow',
  green: 'Green',
  teal: 'Teal',
  blue: 'Blue',
  purple: 'Purple',
  grey: 'Grey',
};

/** What a rule is called: its expression while it has no name. */
export function ruleName({ name, filter }: Pick<ColourRule, 'name' | 'filter'>): string {
  return name.trim() === '' ? filter : name;
}

/** Adds a rule at the end, in the colour used least; says so when there is no room. */
export function addRule(app: AppState, rule: Partial<Omit<ColourRule, 'id'>>): boolean {
  const { colourRules } = app.workspace.layout;
  if (colourRules.length >= mostColourRules) {
    showInfo(`There are at most ${formatInteger(mostColourRules)} colour rules. Remove one first.`);
    return false;
  }
  const uses = (tint: Tint): number => colourRules.filter((other) => other.tint === tint).length;
  const tint = tints.toSorted((one, other) => uses(one) - uses(other))[0] ?? 'yellow';
  const added = { id: app.createId(), name: '', filter: '', tint, isOn: true, place: null, ...rule };
  app.workspace.change({ colourRules: [...colourRules, added] });
  return true;
}

export function changeRule(app: AppState, id: string, change: Partial<ColourRule>): void {
  const { colourRules } = app.workspace.layout;
  app.workspace.change({
    colourRules: colourRules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)),
  });
}

export function removeRule(app: AppState, id: string): void {
  const { colourRules } = app.workspace.layout;
  app.workspace.change({ colourRules: colourRules.filter((rule) => rule.id !== id) });
}

/** The first rule a row meets colours it, so their order matters. */
export function moveRule(app: AppState, id: string, by: 1 | -1): void {
  const { colourRules } = app.workspace.layout;
  const at = colourRules.findIndex((rule) => rule.id === id);
  const moved = colourRules[at];
  if (moved === undefined || colourRules[at + by] === undefined) return;
  app.workspace.change({ colourRules: colourRules.toSpliced(at, 1).toSpliced(at + by, 0, moved) });
}
