import type { Client } from '../api/client.ts';
import { Answers, type AnswerOutcome } from './answers.svelte.ts';
import { Clock } from './clock.svelte.ts';
import { Commands } from './commands.svelte.ts';
import { Connections } from './connections.svelte.ts';
import { Dialogs } from './dialogs.svelte.ts';
import { Histories } from './histories.svelte.ts';
import { Inspector } from './inspector.svelte.ts';
import { LogEntries } from './log-entries.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { Preferences } from './preferences.svelte.ts';
import { Profiles } from './profiles.svelte.ts';
import { PublishDraft } from './publish-draft.svelte.ts';
import { Replays } from './replays.svelte.ts';
import { Search } from './search.svelte.ts';
import { Sessions } from './sessions.svelte.ts';
import { StreamStats } from './stream-stats.svelte.ts';
import type { StreamPlace } from './stream-place.ts';
import { Streams } from './streams.svelte.ts';
import { Tabs } from './tabs.svelte.ts';
import type { Timers } from './timers.ts';
import { Workspace } from './workspace.svelte.ts';
import type { AppInfo } from '../../shared/contract/schemas/app.ts';

export interface AppStateOptions {
  readonly client: Client;
  readonly timers: Timers;
  readonly createId: () => string;
  /** Chance for generated values; in [0, 1). */
  readonly random?: () => number;
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
  readonly histories: Histories;
  readonly answers: Answers;
  readonly tabs: Tabs;
  readonly search: Search;
  readonly inspector: Inspector;
  readonly draft: PublishDraft;
  readonly replays: Replays;
  readonly preferences: Preferences;
  readonly workspace: Workspace;
  readonly notices: Notices;
  readonly log: LogEntries;
  readonly commands = new Commands();
  readonly dialogs = new Dialogs();
  info = $state.raw<AppInfo>();
  isReady = $state(false);
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
    this.createId = createId;
    this.report = report;
    this.clock = new Clock(timers);
    this.profiles = new Profiles(client);
    this.connections = new Connections(client);
    this.streams = new Streams(client);
    this.stats = new StreamStats(client, (id) => this.connections.isOnline(id), timers);
    this.sessions = new Sessions(client);
    this.histories = new Histories(client, timers);
    this.answers = new Answers(client, timers, options.answered);
    this.tabs = new Tabs({
      client,
      timers,
      createId,
      sessions: this.sessions,
      histories: this.histories,
      answers: this.answers,
    });
    this.search = new Search(client, timers, () => this.tabs.active?.messages?.streamId);
    this.inspector = new Inspector(client, timers);
    this.draft = new PublishDraft(client, timers, options.random ?? Math.random);
    this.replays = new Replays(client);
    this.preferences = new Preferences(client);
    this.workspace = new Workspace(this.preferences, timers, report);
    this.notices = new Notices(client);
    this.log = new LogEntries(client);
  }

  /** Asks for everything once. What cannot be had is reported, and the rest of the window works. */
  async load(): Promise<void> {
    await Promise.all(
      [
        this.preferences.load(),
        this.profiles.load(),
        this.connections.load(),
        this.sessions.load(),
        this.histories.load(),
        this.replays.load(),
        this.notices.load(),
        this.log.load(),
        this.#loadInfo(),
      ].map((loading) => loading.catch(this.report)),
    );
    const layout = this.workspace.restore();
    await this.tabs.restore(layout.tabs, layout.activeTab, this.sessions.all).catch(this.report);
    this.isReady = true;
  }

  stop(): void {
    const parts = [
      this.clock,
      this.profiles,
      this.connections,
      this.stats,
      this.sessions,
      this.histories,
      this.answers,
      this.tabs,
      this.search,
      this.inspector,
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
