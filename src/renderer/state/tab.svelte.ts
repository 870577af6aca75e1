import type { Client } from '../api/client.ts';
import { MessageWindow, type MessageRow } from './message-window.svelte.ts';
import { RowSelection } from './row-selection.svelte.ts';
import type { Sessions } from './sessions.svelte.ts';
import type { StreamPlace } from './stream-place.ts';
import type { Timers } from './timers.ts';
import { reportOf, type ErrorReport } from '../../shared/contract/errors.ts';
import type { SessionPlan } from '../../shared/contract/schemas/session.ts';

export type Mode = 'observe' | 'consume' | 'offline';

/** What commands ask of the table on screen. */
export interface TableHandle {
  goTo(index: number): void;
  focus(): void;
}

export interface TabServices {
  readonly client: Client;
  readonly timers: Timers;
  readonly sessions: Sessions;
}

/** One stream on screen: its stored rows, and the session that adds to them while there is one. */
export class Tab implements StreamPlace {
  readonly id: string;
  readonly connectionId: string;
  readonly fullName: string;
  readonly name: string;
  /** How it is attached, or was when it last was. */
  plan = $state.raw<SessionPlan>();
  sessionId = $state<string>();
  /** Undefined until something of the stream has been stored or a session was opened. */
  messages = $state.raw<MessageWindow>();
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
  /** The row with the cursor, whose message the inspector shows. */
  focused = $state.raw<{ readonly index: number; readonly row: MessageRow | undefined }>();
  /** The table on screen, while there is one. */
  table = $state.raw<TableHandle>();
  readonly #services: TabServices;

  readonly session = $derived.by(() => this.#services.sessions.find(this.sessionId));
  readonly mode: Mode = $derived(this.session?.plan.mode ?? 'offline');
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
  }

  /** Looks at stored rows; the window on them is made once. */
  async showHistory(streamId: number): Promise<void> {
    if (this.messages?.streamId === streamId) return;
    this.messages?.stop();
    const { client, timers } = this.#services;
    const messages = new MessageWindow(client, timers, streamId);
    this.messages = messages;
    try {
      await messages.load();
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

  /** Moves the table's cursor from wherever the focus is. */
  stepRow(by: number): void {
    this.table?.goTo(Math.max(0, (this.focused?.index ?? -1) + by));
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
  }
}
