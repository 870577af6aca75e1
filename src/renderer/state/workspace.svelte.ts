import { untrack } from 'svelte';
import { z } from 'zod';
import { colourRuleSchema, mostColourRules } from './colour-rule.ts';
import type { Preferences } from './preferences.svelte.ts';
import { tabSides } from './tab-side.ts';
import { savedColumnsSchema, timeDisplays, timeReferenceSchema } from './table-layout.ts';
import type { Timers } from './timers.ts';
import { sessionPlanSchema } from '../../shared/contract/schemas/session.ts';

/** Between a change of the layout and its being kept. */
const saveAfterMs = 400;
/** More tabs than anybody reads; the rest of an odd file is ignored. */
const mostTabs = 100;
export const mostSavedFilters = 50;

export const railPanels = ['streams', 'history', 'connections'] as const;
export type RailPanel = (typeof railPanels)[number];
export const drawers = ['publish', 'search', 'marks', 'replay', 'log'] as const;
export type DrawerName = (typeof drawers)[number];

/** In characters; of a kept filter. */
const longestFilter = 10_000;
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
        filter: z.string().max(longestFilter).optional().catch(undefined),
        side: z.enum(tabSides).catch('left'),
        isFront: z.boolean().catch(false),
      }),
    )
    .transform((tabs) => tabs.slice(0, mostTabs))
    .catch([]),
  activeTab: z.number().int().min(0).catch(0),
  panel: z.enum(railPanels).catch('streams'),
  isPanelOpen: z.boolean().catch(true),
  drawer: z.enum(drawers).catch('publish'),
  isDrawerOpen: z.boolean().catch(false),
  isHistogramOpen: z.boolean().catch(true),
  isInspectorOpen: z.boolean().catch(true),
  panelSize: percent.catch(17),
  inspectorSize: percent.catch(69),
  /** Of the messages, where the inspector stands below them. */
  inspectorBelowSize: percent.catch(58),
  drawerSize: percent.catch(66),
  /** Of two groups of tabs, the left one. */
  splitSize: percent.catch(50),
  /** Tree nodes that are folded or unfolded against their default. */
  toggledNodes: z.array(z.string()).catch([]),
  /** Filters that were starred, newest first; of every stream alike. */
  savedFilters: z
    .array(z.string().min(1).max(longestFilter))
    .transform((filters) => filters.slice(0, mostSavedFilters))
    .catch([]),
  /** Columns of the message table as people arranged them, by stream (table-view.svelte.ts). */
  columns: z.record(z.string(), savedColumnsSchema).catch({}),
  timeDisplay: z.enum(timeDisplays).catch('clock'),
  /** The message times are told from, by stream. */
  timeReferences: z.record(z.string(), timeReferenceSchema).catch({}),
  /** In the order they are tried. */
  colourRules: z
    .array(colourRuleSchema)
    .transform((rules) => rules.slice(0, mostColourRules))
    .catch([]),
});

export type Layout = z.output<typeof layoutSchema>;

/** Where a further window keeps what it has for itself. */
export interface OwnLayout {
  read(): Promise<Readonly<Record<string, unknown>>>;
  keep(layout: Partial<Layout>): Promise<void>;
}

/** What each window has for itself; the rest of the layout is the same in all of them. */
const ownKeys: readonly (keyof Layout)[] = [
  ...(['tabs', 'activeTab', 'splitSize', 'panel', 'isPanelOpen', 'panelSize', 'toggledNodes'] as const),
  ...([
    'drawer',
    'isDrawerOpen',
    'drawerSize',
    'isInspectorOpen',
    'inspectorSize',
    'inspectorBelowSize',
  ] as const),
];

/**
 * Where everything stands in the window. The first window's layout is kept in the settings; a further window begins like
 * it, without tabs, and keeps what it has for itself apart.
 */
export class Workspace {
  layout = $state.raw<Layout>(layoutSchema.parse({}));
  /** The person has chosen a way to begin, so the first screen gives place to the window. */
  isPastFirstRun = $state(false);
  /** There is no room for the side panel beside the messages: it is shown when it is asked for, and goes for a stream. */
  isNarrow = $state(false);
  #isPanelAsked = $state(false);
  readonly isPanelShown: boolean = $derived.by(() =>
    this.isNarrow ? this.#isPanelAsked : this.layout.isPanelOpen,
  );
  readonly isFurther: boolean;
  #stopWaiting: (() => void) | undefined;
  #unsaved: Partial<Layout> = {};
  #hasUnsavedOwn = false;
  /** As a further window left it; nothing of it for a new one. */
  #keptOwn: Readonly<Record<string, unknown>> = {};
  readonly #own: OwnLayout | undefined;
  readonly #preferences: Preferences;
  readonly #timers: Timers;
  readonly #failed: (error: unknown) => void;
  readonly #stopListening: () => void;

  constructor(preferences: Preferences, timers: Timers, failed: (error: unknown) => void, own?: OwnLayout) {
    this.#preferences = preferences;
    this.#timers = timers;
    this.#failed = failed;
    this.#own = own;
    this.isFurther = own !== undefined;
    this.#stopListening = preferences.onPushed(() => {
      this.#adopt();
    });
  }

  /** Asks for what a further window has for itself. */
  async load(): Promise<void> {
    if (this.#own !== undefined) this.#keptOwn = await this.#own.read();
  }

  /** Reads the layout that was kept. */
  restore(): Layout {
    const { workspace } = this.#preferences.value;
    this.layout = layoutSchema.parse(
      this.isFurther ? { ...workspace, tabs: [], activeTab: 0, ...this.#keptOwn } : workspace,
    );
    return this.layout;
  }

  passFirstRun(): void {
    this.isPastFirstRun = true;
  }

  /**
   * Safe to call from an effect: what it reads of the layout is not a reason to run again, and what stands so already is
   * no change.
   */
  change(wish: Partial<Layout>): void {
    const now = untrack(() => this.layout);
    const change = differentPart(now, wish);
    if (Object.keys(change).length === 0) return;
    this.layout = { ...now, ...change };
    this.#unsaved = { ...this.#unsaved, ...(this.isFurther ? sharedPart(change) : change) };
    this.#hasUnsavedOwn ||= this.isFurther && Object.keys(ownPart(change)).length > 0;
    this.#stopWaiting ??= this.#timers.after(saveAfterMs, () => {
      this.#save();
    });
  }

  /** @param isInTheWay something is open that the panel would take the room of */
  fitTo(isNarrow: boolean, isInTheWay: boolean): void {
    if (isNarrow === this.isNarrow) return;
    this.#isPanelAsked = this.layout.isPanelOpen && !isInTheWay;
    this.isNarrow = isNarrow;
  }

  showPanel(panel: RailPanel = this.layout.panel): void {
    this.#isPanelAsked = true;
    this.change(this.isNarrow ? { panel } : { panel, isPanelOpen: true });
  }

  hidePanel(): void {
    if (this.isNarrow) this.#isPanelAsked = false;
    else this.change({ isPanelOpen: false });
  }

  /** A stream is to be seen: a narrow window gives it the room. */
  giveWay(): void {
    this.#isPanelAsked = false;
  }

  /** Keeps at once what waits to be kept: the window is about to go. */
  flush(): void {
    if (this.#stopWaiting === undefined) return;
    this.#stopWaiting();
    this.#save();
  }

  stop(): void {
    this.#stopWaiting?.();
    this.#stopListening();
  }

  #save(): void {
    this.#stopWaiting = undefined;
    if (this.#hasUnsavedOwn) {
      this.#hasUnsavedOwn = false;
      this.#own?.keep(ownPart(this.layout)).catch(this.#failed);
    }
    const unsaved = this.#unsaved;
    this.#unsaved = {};
    if (Object.keys(unsaved).length === 0) return;
    const workspace = { ...this.#preferences.value.workspace, ...unsaved };
    this.#preferences.change({ workspace }).catch(this.#failed);
  }

  /** Another window changed what all have in common. */
  #adopt(): void {
    const kept = layoutSchema.parse(this.#preferences.value.workspace);
    this.layout = { ...this.layout, ...sharedPart(kept), ...this.#unsaved };
  }
}

const isOwn = (key: string): boolean => ownKeys.some((own) => own === key);

/** What is wished otherwise than it is; plain data, compared by value. */
function differentPart(now: Layout, wish: Partial<Layout>): Partial<Layout> {
  const before: Readonly<Record<string, unknown>> = now;
  return Object.fromEntries(
    Object.entries(wish).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key])),
  );
}

function sharedPart(layout: Partial<Layout>): Partial<Layout> {
  return Object.fromEntries(Object.entries(layout).filter(([key]) => !isOwn(key)));
}

function ownPart(layout: Partial<Layout>): Partial<Layout> {
  return Object.fromEntries(Object.entries(layout).filter(([key]) => isOwn(key)));
}
