import type { Client } from '../api/client.ts';
import { FilterView } from './filter-view.svelte.ts';
import type { StoredExtent } from './histories.svelte.ts';
import type { MessageRow, MessageRows } from './message-rows.ts';
import { MessageWindow } from './message-window.svelte.ts';
import { RowSelection, type PositionRange } from './row-selection.svelte.ts';
import type { Sessions } from './sessions.svelte.ts';
import type { StreamPlace } from './stream-place.ts';
import type { TabSide } from './tab-side.ts';
import { TableView } from './table-view.svelte.ts';
import type { Timers } from './timers.ts';
import type { Workspace } from './workspace.svelte.ts';
import { isCaptureConnection } from '../../shared/contract/schemas/capture.ts';
import { reportOf, type ErrorReport } from '../../shared/contract/errors.ts';
import type { AckPolicy, SessionPlan } from '../../shared/contract/schemas/session.ts';

export type Mode = 'observe' | 'consume' | 'offline' | 'capture';

/** What commands ask of the table on screen. */
export interface TableHandle {
  goTo(index: number, alignment?: 'nearest' | 'center'): void;
  /** Brings a row to the middle and leaves the cursor where it is. */
  scrollTo(index: number): void;
  focus(): void;
}

export interface TabServices {
  readonly client: Client;
  readonly timers: Timers;
  readonly sessions: Sessions;
  readonly workspace: Workspace;
}

/** One stream on screen: its stored rows, and the session that adds to them while there is one. */
export class Tab implements StreamPlace {
  readonly id: string;
  readonly connectionId: string;
  readonly fullName: string;
  readonly name: string;
  /** The group it stands in. */
  side = $state<TabSide>('left');
  /** How it is attached, or was when it last was. */
  plan = $state.raw<SessionPlan>();
  sessionId = $state<string>();
  /** Undefined until something of the stream has been stored or a session was opened. */
  messages = $state.raw<MessageWindow>();
  /** What of them is shown; there from the moment there are rows. */
  filter = $state.raw<FilterView>();
  /** What is to be filtered by once there are rows: of a tab that comes back. */
  filterToCome = $state('');
  /** What the table shows, or is about to; empty for all rows. */
  readonly shownFilter: string = $derived.by(() => {
    if (this.filter === undefined || this.filterToCome !== '') return this.filterToCome;
    return this.filter.rows?.filter ?? '';
  });
  /** The `seq` of a message that is to be chosen and brought into sight once its place is known. */
  seqToReveal = $state<number>();
  isOpening = $state(false);
  /** Why it could not be attached; the socket's own errors are in the session. */
  error = $state.raw<ErrorReport>();
  /** Whether the table sticks to the newest row. */
  isFollowing = $state(true);
  /** Held by the person: scrolling to the end does not follow again. */
  isFrozen = $state(false);
  /** The subscription was made for this tab alone and goes with it. */
  deletesSubscription = $state(false);
  readonly selection = new RowSelection();
  /** How the table looks, kept by stream. */
  readonly view: TableView;
  /** The row with the cursor, whose message the inspector shows. */
  focused = $state.raw<{ readonly index: number; readonly row: MessageRow | undefined }>();
  /** Positions in sight. */
  inSight = $state.raw<PositionRange>();
  /** The table on screen, while there is one. */
  table = $state.raw<TableHandle>();
  readonly #services: TabServices;

  /** Of a file that is open read-only. */
  readonly isCapture: boolean = $derived.by(() => isCaptureConnection(this.connectionId));
  readonly session = $derived.by(() => this.#services.sessions.find(this.sessionId));
  /** The rows on screen: those that match, or all of them. */
  readonly rows: MessageRows | undefined = $derived(this.filter?.rows ?? this.messages);
  readonly mode: Mode = $derived(this.session?.plan.mode ?? (this.isCapture ? 'capture' : 'offline'));
  readonly subscription = $derived(this.plan?.mode === 'consume' ? this.plan.subscription : undefined);
  /** `orders`, or `orders / billing` for a subscription. */
  readonly title: string = $derived.by(() =>
    this.subscription === undefined ? this.name : `${this.name} / ${this.subscription}`,
  );

  constructor(services: TabServices, id: string, place: StreamPlace, plan: SessionPlan | undefined) {
    this.#services = services;
    this.id = id;
    this.connectionId = place.connectionId;
    this.fullName = place.fullName;
    this.name = place.name;
    this.plan = plan;
    this.view = new TableView(services.workspace, place);
  }

  /** Looks at stored rows, at once where it is known how many there are; the window on them is made once. */
  async showHistory(streamId: number, known?: StoredExtent): Promise<void> {
    if (this.messages?.streamId === streamId) return;
    this.stop();
    const { client, timers } = this.#services;
    const wishes = () => this.view.wishes;
    const messages = new MessageWindow(client, timers, streamId, wishes, known);
    this.messages = messages;
    this.filter = new FilterView(client, timers, streamId, wishes);
    try {
      await messages.load();
      await this.#showFilterToCome();
    } catch (error) {
      this.error = reportOf(error);
    }
  }

  /** Opens a session. A failure stays with the tab, in words; stored rows stay on screen. */
  async attach(plan: SessionPlan, typedName: string | undefined): Promise<boolean> {
    this.plan = plan;
    this.isOpening = true;
    this.error = undefined;
    try {
      const { sessions } = this.#services;
      const session = await sessions.open(this.connectionId, this.fullName, plan, typedName);
      this.sessionId = session.sessionId;
      this.isFollowing = true;
      await this.showHistory(session.streamId);
      return true;
    } catch (error) {
      this.error = reportOf(error);
      return false;
    } finally {
      this.isOpening = false;
    }
  }

  freeze(): void {
    this.isFrozen = true;
    this.isFollowing = false;
  }

  follow(): void {
    this.isFrozen = false;
    this.isFollowing = true;
  }

  /** Shows the rows that match what stands in the filter bar; the chosen one stays in sight if it is among them. */
  async applyFilter(): Promise<void> {
    const seq = this.#chosenSeq();
    if (await this.filter?.apply()) this.seqToReveal = seq;
  }

  /** Shows all rows again; the chosen one stays in sight. */
  clearFilter(): void {
    if (this.filter?.rows !== undefined) this.seqToReveal = this.#chosenSeq();
    this.filter?.clear();
  }

  /** Chooses a stored message among all rows, wherever it stands. */
  reveal(seq: number): void {
    this.filter?.clear();
    this.isFollowing = false;
    this.seqToReveal = seq;
  }

  /** Chooses the row at a position: where it stands if it is in sight, else in the middle. */
  show(position: number): void {
    const { first = 0, last = -1 } = this.inSight ?? {};
    this.isFollowing = false;
    this.table?.goTo(position, position >= first && position <= last ? 'nearest' : 'center');
  }

  /** Moves the table's cursor from wherever the focus is. */
  stepRow(by: number): void {
    this.table?.goTo(Math.max(0, (this.focused?.index ?? -1) + by));
  }

  /** The plan is kept with the tab, so that the same policy is offered next time. */
  async setAckPolicy(policy: AckPolicy, afterMs: number | undefined): Promise<void> {
    if (this.sessionId === undefined) return;
    this.plan = await this.#services.sessions.setAckPolicy(this.sessionId, policy, afterMs);
  }

  /** Closes the session and stays open on what is stored. */
  async detach(): Promise<void> {
    const { sessionId } = this;
    if (sessionId === undefined) return;
    const alsoSubscription = this.deletesSubscription;
    this.sessionId = undefined;
    this.deletesSubscription = false;
    await this.#services.sessions.close(sessionId, alsoSubscription);
  }

  stop(): void {
    this.messages?.stop();
    this.filter?.stop();
  }

  async #showFilterToCome(): Promise<void> {
    const { filter, filterToCome } = this;
    if (filter === undefined || filterToCome === '') return;
    filter.text = filterToCome;
    await this.applyFilter();
    this.filterToCome = '';
  }

  /** While the newest row is followed, the end of the table matters more than the row with the cursor. */
  #chosenSeq(): number | undefined {
    return this.isFollowing ? undefined : this.focused?.row?.seq;
  }
}
