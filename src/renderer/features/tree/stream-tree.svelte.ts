import type { AppState } from '../../state/app-state.svelte.ts';
import { treeRows, type FabricRow, type FoldingRow, type StreamRow, type TreeRow } from './tree-rows.ts';

/** Behaviour of the tree: what is unfolded, where the cursor stands, and which lists have to be asked for. */
export class StreamTree {
  filter = $state('');
  activeId = $state('');
  readonly rows: readonly TreeRow[] = $derived.by(() =>
    treeRows({
      profiles: this.#app.profiles.all.map(({ profile }) => profile),
      connectionOf: (id) => this.#app.connections.find(id),
      streamsOf: (id, fabric) => this.#app.streams.of(id, fabric),
      toggled: this.#app.workspace.layout.toggledNodes,
      filter: this.filter,
      starred: this.#app.favourites.starred,
      recent: this.#app.favourites.recent,
      entryOf: ({ connectionId, fullName }) => this.#app.streams.find(connectionId, fullName),
    }),
  );
  readonly activeIndex = $derived(this.rows.findIndex(({ id }) => id === this.activeId));
  readonly active = $derived(this.rows[this.activeIndex]);
  readonly streamCount = $derived.by(() =>
    this.#app.profiles.all.reduce((sum, { profile }) => sum + this.#countOf(profile.id), 0),
  );
  /** Lists already asked for in this state of their connection, so that a failure is not asked for in a loop. */
  #asked: readonly string[] = [];
  readonly #app: AppState;

  constructor(app: AppState) {
    this.#app = app;
  }

  /** Asks for the lists of unfolded fabrics that are missing or only remembered. For an $effect. */
  loadMissing(): void {
    for (const row of this.rows) {
      if (row.kind !== 'fabric' || !row.isExpanded) continue;
      const phase = this.#app.connections.find(row.connectionId)?.phase ?? 'offline';
      if (phase === 'connecting') continue;
      const key = `${row.connectionId}\n${row.fabric}\n${phase}`;
      if (this.#asked.includes(key)) continue;
      this.#asked = [...this.#asked.filter((other) => !isOf(other, row)), key];
      void this.#app.streams.load(row.connectionId, row.fabric);
    }
  }

  refresh(row: FabricRow): void {
    void this.#app.streams.load(row.connectionId, row.fabric);
  }

  toggle({ id }: FoldingRow): void {
    const { toggledNodes } = this.#app.workspace.layout;
    this.#app.workspace.change({
      toggledNodes: toggledNodes.includes(id)
        ? toggledNodes.filter((other) => other !== id)
        : [...toggledNodes, id],
    });
  }

  /** Moves the cursor by rows, staying inside. */
  step(by: number): void {
    const index = Math.min(this.rows.length - 1, Math.max(0, this.activeIndex + by));
    this.activeId = this.rows[index]?.id ?? '';
  }

  /** To the row that holds the active one. */
  toParent(): void {
    const depth = this.active?.depth ?? 0;
    const parent = this.rows.slice(0, Math.max(0, this.activeIndex)).findLast((row) => row.depth < depth);
    if (parent !== undefined) this.activeId = parent.id;
  }

  /** The next row that starts with these letters, as people expect of a list. */
  jumpTo(letters: string): void {
    const wanted = letters.toLowerCase();
    const after = this.rows.slice(this.activeIndex + 1);
    const found = [...after, ...this.rows].find(({ label }) => label.toLowerCase().startsWith(wanted));
    if (found !== undefined) this.activeId = found.id;
  }

  visibleStreams(first: number, count: number): readonly StreamRow[] {
    return this.rows.slice(first, first + count).filter((row) => row.kind === 'stream');
  }

  #countOf(connectionId: string): number {
    return this.#app.streams.allOf(connectionId).length;
  }
}

function isOf(key: string, { connectionId, fabric }: FabricRow): boolean {
  return key.startsWith(`${connectionId}\n${fabric}\n`);
}

export function isFolding(row: TreeRow): row is FoldingRow {
  return row.kind === 'connection' || row.kind === 'fabric' || row.kind === 'group';
}
