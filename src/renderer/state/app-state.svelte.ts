import type { Client } from '../api/client.ts';
import { Answers, type AnswerOutcome } from './answers.svelte.ts';
import { Checklist } from './checklist.svelte.ts';
import { Captures } from './captures.svelte.ts';
import { Clock } from './clock.svelte.ts';
import { Commands } from './commands.svelte.ts';
import { Connections } from './connections.svelte.ts';
import { Decoders } from './decoders.svelte.ts';
import { Dialogs } from './dialogs.svelte.ts';
import { Favourites } from './favourites.svelte.ts';
import { Histories } from './histories.svelte.ts';
import { Inspector } from './inspector.svelte.ts';
import { LogEntries } from './log-entries.svelte.ts';
import { Marks } from './marks.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { Preferences } from './preferences.svelte.ts';
import { Profiles } from './profiles.svelte.ts';
import { PublishDraft } from './publish-draft.svelte.ts';
import { Replays } from './replays.svelte.ts';
import { Search } from './search.svelte.ts';
import { Sessions } from './sessions.svelte.ts';
import { Shortcuts } from './shortcuts.svelte.ts';
import { StreamStats } from './stream-stats.svelte.ts';
import type { StreamPlace } from './stream-place.ts';
import { Streams } from './streams.svelte.ts';
import { Tabs } from './tabs.svelte.ts';
import type { Timers } from './timers.ts';
import { Transfers } from './transfers.svelte.ts';
import { Workspace, type OwnLayout } from './workspace.svelte.ts';
import type { AppInfo } from '../../shared/contract/schemas/app.ts';

export interface AppStateOptions {
  readonly client: Client;
  readonly timers: Timers;
  readonly createId: () => string;
  /** Chance for generated values; in [0, 1). */
  readonly random?: () => number;
  /** Of a further window: what it has for itself is kept under this word, apart from the layout all share. */
  readonly furtherKey?: string | undefined;
  /** The window was opened for a tab of another one, which it asks for by this word. */
  readonly tabToken?: string | undefined;
  /** Nothing is asked for what nobody can see. */
  readonly isPageVisible?: () => boolean;
  /** Resolves once the window has painted what it shows; at once where nothing is painted. */
  readonly afterPaint?: () => Promise<void>;
  /** Tells the person of a failure that no part of the window shows by itself. */
  readonly report: (error: unknown) => void;
  /** Tells what became of an acknowledgement once it was sent. */
  readonly answered: (outcome: AnswerOutcome) => void;
}

/** Everything the window knows, built once and handed down. */
export class AppState {
  readonly client: Client;
  readonly createId: () => string;
  readonly report: (error: unknown) => void;
  readonly clock: Clock;
  readonly profiles: Profiles;
  readonly connections: Connections;
  readonly streams: Streams;
  readonly stats: StreamStats;
  readonly sessions: Sessions;
  readonly captures: Captures;
  readonly transfers: Transfers;
  readonly histories: Histories;
  readonly answers: Answers;
  readonly marks: Marks;
  readonly tabs: Tabs;
  readonly search: Search;
  readonly inspector: Inspector;
  readonly decoders: Decoders;
  readonly draft: PublishDraft;
  readonly replays: Replays;
  readonly preferences: Preferences;
  readonly workspace: Workspace;
  readonly favourites: Favourites;
  readonly checklist: Checklist;
  readonly notices: Notices;
  readonly log: LogEntries;
  readonly commands: Commands;
  readonly shortcuts: Shortcuts;
  readonly dialogs = new Dialogs();
  readonly #tabToken: string | undefined;
  readonly #afterPaint: () => Promise<void>;
  info = $state.raw<AppInfo>();
  /** There is something to show. */
  isReady = $state(false);
  /** It has been shown, and what can wait for that may be loaded. */
  isSettled = $state(false);
  /** Where the composer publishes to when another stream than that of the tab in front was asked for. */
  publishTarget = $state.raw<StreamPlace>();

  /** The connection that title bar and palette speak of: that of the tab in front (none if it was removed), else one that is live. */
  readonly currentProfile = $derived.by(() => {
    const { active } = this.tabs;
    if (active !== undefined) return this.profiles.find(active.connectionId);
    const live = this.connections.all.find(({ phase }) => phase === 'online');
    return (live === undefined ? undefined : this.profiles.find(live.connectionId)) ?? this.profiles.all[0];
  });

  constructor(options: AppStateOptions) {
    const { client, timers, createId, report } = options;
    this.client = client;
    this.#tabToken = options.tabToken;
    this.#afterPaint = options.afterPaint ?? (() => Promise.resolve());
    this.createId = createId;
    this.report = report;
    const isPageVisible = options.isPageVisible ?? (() => true);
    this.clock = new Clock(timers, isPageVisible);
    this.profiles = new Profiles(client);
    this.connections = new Connections(client);
    this.streams = new Streams(client);
    this.stats = new StreamStats({
      client,
      timers,
      isOnline: (id) => this.connections.isOnline(id),
      isPageVisible,
    });
    this.sessions = new Sessions(client);
    this.captures = new Captures(client);
    this.transfers = new Transfers(client);
    this.histories = new Histories(client, timers, this.captures);
    this.answers = new Answers(client, timers, options.answered);
    this.preferences = new Preferences(client);
    this.workspace = new Workspace(this.preferences, timers, report, ownLayout(client, options.furtherKey));
    this.marks = new Marks(client, report);
    this.tabs = new Tabs({
      client,
      timers,
      createId,
      sessions: this.sessions,
      histories: this.histories,
      answers: this.answers,
      workspace: this.workspace,
    });
    this.search = new Search(client, timers, () => this.tabs.active?.messages?.streamId);
    this.inspector = new Inspector(client, timers);
    this.decoders = new Decoders(client);
    this.draft = new PublishDraft(client, timers, options.random ?? Math.random);
    this.replays = new Replays(client);
    this.commands = new Commands(() => this.preferences.value.shortcuts);
    this.shortcuts = new Shortcuts(this.preferences, this.commands);
    this.favourites = new Favourites(this.preferences);
    this.checklist = new Checklist(this.preferences, {
      observe: () =>
        this.sessions.all.some(({ plan, accounting }) => plan.mode === 'observe' && accounting.stored > 0),
      filter: () =>
        this.tabs.all.some(({ filter }) => filter?.isApplied === true && (filter.rows?.count ?? 0) > 0),
      inspect: () => this.inspector.detail !== undefined,
      ack: () => this.answers.acknowledged > 0,
      publish: () => this.draft.receipt !== undefined || (this.draft.run?.confirmed ?? 0) > 0,
      replay: () => this.replays.all.some(({ confirmed }) => confirmed > 0),
    });
    this.notices = new Notices(client);
    this.log = new LogEntries(client);
  }

  /** Asks for everything once. What cannot be had is reported, and the rest of the window works. */
  async load(): Promise<void> {
    await this.#told([
      this.workspace.load(),
      this.preferences.load(),
      this.profiles.load(),
      this.connections.load(),
      this.sessions.load(),
    ]);
    const layout = this.workspace.restore();
    // A workspace shows what is stored; the first screen of a new installation does not wait for the history.
    const isFirst =
      this.profiles.all.length === 0 && layout.tabs.length === 0 && this.#tabToken === undefined;
    if (!isFirst) await this.#loadRest();
    // What another window has attached is on screen there.
    const living = this.workspace.isFurther ? [] : this.sessions.all;
    await this.tabs.restore(layout.tabs, layout.activeTab, living).catch(this.report);
    if (this.#tabToken !== undefined) await this.#takeTab(this.#tabToken).catch(this.report);
    this.isReady = true;
    this.#startSandboxAgain();
    await this.#afterPaint();
    this.isSettled = true;
    if (isFirst) await this.#loadRest();
    // It waits for the keychain, which may ask its owner first; nothing on screen waits for it.
    await this.#loadInfo().catch(this.report);
  }

  async #loadRest(): Promise<void> {
    await this.#told([
      this.captures.load(),
      this.transfers.load(),
      this.histories.load(),
      this.replays.load(),
      this.decoders.load(),
      this.notices.load(),
      this.log.load(),
    ]);
  }

  async #told(loads: readonly Promise<void>[]): Promise<void> {
    await Promise.all(loads.map((loading) => loading.catch(this.report)));
  }

  async #takeTab(token: string): Promise<void> {
    const moved = await this.client.call('app.takeTab', { token });
    // After a reload of the page it has been taken already.
    if (moved !== null) await this.tabs.takeUp(moved);
  }

  /** Whoever left with the sandbox on screen finds it running: nothing of it is worth a question. */
  #startSandboxAgain(): void {
    const sandbox = this.profiles.all.find(({ profile }) => profile.kind === 'sandbox')?.profile;
    if (sandbox === undefined || this.connections.isOnline(sandbox.id)) return;
    if (this.tabs.all.some(({ connectionId }) => connectionId === sandbox.id))
      this.connections.startSandbox().catch(this.report);
  }

  stop(): void {
    const parts = [
      this.clock,
      this.profiles,
      this.connections,
      this.stats,
      this.sessions,
      this.captures,
      this.transfers,
      this.histories,
      this.answers,
      this.marks,
      this.tabs,
      this.search,
      this.inspector,
      this.decoders,
      this.draft,
      this.replays,
      this.preferences,
      this.workspace,
      this.notices,
      this.log,
    ];
    for (const part of parts) part.stop();
  }

  async #loadInfo(): Promise<void> {
    this.info = await this.client.call('app.info');
  }
}

/** The first window has its layout in the settings, and none apart. */
function ownLayout(client: Client, key: string | undefined): OwnLayout | undefined {
  if (key === undefined) return undefined;
  return {
    read: () => client.call('app.windowLayout', { key }),
    keep: (layout) => client.call('app.keepWindowLayout', { key, layout }),
  };
}
