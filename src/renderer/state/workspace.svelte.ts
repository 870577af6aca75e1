import { untrack } from 'svelte';
import { z } from 'zod';
import type { Preferences } from './preferences.svelte.ts';
import type { Timers } from './timers.ts';
import { sessionPlanSchema } from '../../shared/contract/schemas/session.ts';

/** Between a change of the layout and its being kept. */
const saveAfterMs = 400;
/** More tabs than anybody reads; the rest of an odd file is ignored. */
const mostTabs = 100;
export const mostSavedFilters = 50;

export const railPanels = ['streams', 'history', 'connections'] as const;
export type RailPanel = (typeof railPanels)[number];
export const drawers = ['publish', 'search', 'replay', 'log'] as const;
export type DrawerName = (typeof drawers)[number];

const percent = z.number().min(5).max(95);

/** Every field falls back by itself: one odd value never costs the rest of the layout. */
const layoutSchema = z.object({
  tabs: z
    .array(
      z.object({
        connectionId: z.string().min(1),
        fullName: z.string().min(1),
        name: z.string(),
        plan: sessionPlanSchema.optional().catch(undefined),
      }),
    )
    .transform((tabs) => tabs.slice(0, mostTabs))
    .catch([]),
  activeTab: z.number().int().min(0).catch(0),
  panel: z.enum(railPanels).catch('streams'),
  isPanelOpen: z.boolean().catch(true),
  drawer: z.enum(drawers).catch('publish'),
  isDrawerOpen: z.boolean().catch(false),
  isInspectorOpen: z.boolean().catch(true),
  panelSize: percent.catch(17),
  inspectorSize: percent.catch(69),
  drawerSize: percent.catch(66),
  /** Tree nodes that are folded or unfolded against their default. */
  toggledNodes: z.array(z.string()).catch([]),
  /** Filters that were starred, newest first; of every stream alike. */
  savedFilters: z
    .array(z.string().min(1).max(10_000))
    .transform((filters) => filters.slice(0, mostSavedFilters))
    .catch([]),
  /** px, by column, where the person has set them. */
  columnWidths: z.record(z.string(), z.number().min(20).max(4_000)).catch({}),
});

export type Layout = z.output<typeof layoutSchema>;

/** Where everything stands in the window, kept over restarts in the settings. */
export class Workspace {
  layout = $state.raw<Layout>(layoutSchema.parse({}));
  /** The person has chosen a way to begin, so the first screen gives place to the window. */
  isPastFirstRun = $state(false);
  #stopWaiting: (() => void) | undefined;
  readonly #preferences: Preferences;
  readonly #timers: Timers;
  readonly #failed: (error: unknown) => void;

  constructor(preferences: Preferences, timers: Timers, failed: (error: unknown) => void) {
    this.#preferences = preferences;
    this.#timers = timers;
    this.#failed = failed;
  }

  /** Reads the layout that was kept. */
  restore(): Layout {
    this.layout = layoutSchema.parse(this.#preferences.value.workspace);
    return this.layout;
  }

  passFirstRun(): void {
    this.isPastFirstRun = true;
  }

  /** Safe to call from an effect: what it reads of the layout is not a reason to run again. */
  change(change: Partial<Layout>): void {
    this.layout = { ...untrack(() => this.layout), ...change };
    this.#stopWaiting ??= this.#timers.after(saveAfterMs, () => {
      this.#stopWaiting = undefined;
      this.#preferences.change({ workspace: { ...this.layout } }).catch(this.#failed);
    });
  }

  stop(): void {
    this.#stopWaiting?.();
  }
}
