/**
 * Builds every service of main and joins them, with no Electron in sight: `index.ts` hosts it in the app, integration
 * tests host it in plain Node.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Handlers } from '../shared/contract/api.ts';
import type { PushName, Pushes } from '../shared/contract/pushes.ts';
import type { AppInfo, LogEntry } from '../shared/contract/schemas/app.ts';
import type { SessionPlan } from '../shared/contract/schemas/session.ts';
import type { Clock } from '../shared/domain/clock.ts';
import { createCaptureService } from './captures/capture-service.ts';
import { historyWithCaptures } from './captures/history-with-captures.ts';
import { createStreamSource } from './captures/stream-source.ts';
import { createConnectionService } from './connections/connection-service.ts';
import { createConnectionTest } from './connections/connection-test.ts';
import { openAdmin } from './connections/open-admin.ts';
import { createProfileKeeper } from './connections/profile-keeper.ts';
import type { SandboxHost } from './connections/sandbox-host.ts';
import { loadStreamCatalogue } from './connections/stream-catalogue.ts';
import { createStreamService, streamNameOf } from './connections/stream-service.ts';
import { createDecodeService } from './decode/decode-service.ts';
import { createDecodeThread } from './decode/decode-thread.ts';
import { loadDecoderLibrary } from './decode/decoder-library.ts';
import type { FileDialogs } from './export/file-dialogs.ts';
import { freeBytesOf, type FreeBytes } from './export/free-space.ts';
import { createOfferedFiles } from './export/offered-files.ts';
import { startTransfer } from './export/transfer-job.ts';
import { createTransferService } from './export/transfer-service.ts';
import { appHandlers } from './ipc/handlers/app-handlers.ts';
import type { WindowAction } from './ipc/handlers/app-handlers.ts';
import { connectionHandlers } from './ipc/handlers/connection-handlers.ts';
import { decodingHandlers } from './ipc/handlers/decoding-handlers.ts';
import { historyHandlers } from './ipc/handlers/history-handlers.ts';
import { markHandlers } from './ipc/handlers/mark-handlers.ts';
import { sessionHandlers } from './ipc/handlers/session-handlers.ts';
import { streamHandlers } from './ipc/handlers/stream-handlers.ts';
import { transferHandlers } from './ipc/handlers/transfer-handlers.ts';
import type { Keychain } from './keychain/keychain.ts';
import { createMemoryKeychain } from './keychain/memory-keychain.ts';
import { createSecretService } from './keychain/secret-service.ts';
import type { Log } from './log/log.ts';
import { createNoticeBoard } from './log/notice-board.ts';
import { loadProfiles } from './profiles/profile-service.ts';
import { openPublishProducer } from './publish/publish-producer.ts';
import { createPublishService } from './publish/publish-service.ts';
import { createReplayService } from './replay/replay-service.ts';
import { alwaysWatching, type Audience } from './sessions/audience.ts';
import { createCoalescer } from './sessions/coalescer.ts';
import { createHistoryNews } from './sessions/history-news.ts';
import { createMovedTabs } from './sessions/moved-tabs.ts';
import { openStreamSocket } from './sessions/open-stream-socket.ts';
import { createSessionService } from './sessions/session-service.ts';
import { createJsonFile } from './settings/json-file.ts';
import { loadSettings } from './settings/settings-service.ts';
import type { SettingsService } from './settings/settings-service.ts';
import { leastRestingWindow, withRestingReads } from './sockets/resting-reads.ts';
import { createWsOpener } from './sockets/ws-port.ts';
import { endOfStream } from './stream-admin/end-of-stream.ts';
import { historyFile } from './store/history-file.ts';
import { openStore } from './store/store-client.ts';

/** A reader's answers do not wait for what is read, and a service with a large window does not wait for answers. */
const mayRest = (plan: SessionPlan): boolean =>
  plan.mode === 'observe' || plan.receiverQueueSize >= leastRestingWindow;

/** Log lines reach windows at most every so many milliseconds. */
const logPushEveryMs = 250;

export interface ServicesOptions {
  readonly userData: string;
  /** When the host had to read them before, and what it was told then; else they are read from the folder. */
  readonly settings?: SettingsService;
  readonly settingsProblems?: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  readonly keychain: Keychain;
  readonly sandbox: SandboxHost;
  readonly workers: {
    readonly writer: URL;
    readonly reader: URL;
    readonly transfer: URL;
    readonly decoder: URL;
  };
  readonly dialogs: FileDialogs;
  /** Bytes free in a folder; the file system's own word unless a test knows better. */
  readonly freeBytes?: FreeBytes;
  readonly appInfo: Omit<AppInfo, 'keychain' | 'userDataFolder'>;
  readonly push: <Name extends PushName>(name: Name, value: Pushes[Name]) => void;
  /** Windows belong to whoever hosts the services; without any, nothing happens. */
  readonly actOnWindow?: (action: WindowAction) => void;
  readonly openTabWindow?: (token: string) => Promise<void>;
  /** Whether a window is in sight; without any host that knows, one is. */
  readonly audience?: Audience;
}

export interface Services {
  readonly handlers: Handlers;
  readonly settings: SettingsService;
  /** A person dropped this file on a window. */
  readonly offerFile: (path: string) => void;
  /** Ends sockets first, then what they feed: everything acknowledged is committed when this resolves. */
  stop(): Promise<void>;
}

export async function createServices(options: ServicesOptions): Promise<Services> {
  const { clock, log, push, sandbox, userData } = options;
  const file = (name: string) => createJsonFile(join(userData, name));
  const now = (): number => clock.now();
  const network = { openWebSocket: createWsOpener(clock), clock, random: Math.random };
  const audience = options.audience ?? alwaysWatching;
  const restingNetwork = {
    ...network,
    openWebSocket: withRestingReads(network.openWebSocket, clock, () => audience.isWatching()),
  };

  const notices = createNoticeBoard((notice) => {
    push('app.notice', notice);
  });
  const warn = (code: string) => (message: string) => {
    log.write('warn', code, message);
    notices.post({ severity: 'warning', code, message, at: now() });
  };
  const problem = (words: string, thrown: unknown): void => {
    log.write('error', 'app', words, thrown);
  };

  for (const words of options.settingsProblems ?? []) warn('settings')(words);
  const settings =
    options.settings ??
    (await loadSettings({ file: file('settings.json'), now, onProblem: warn('settings') }));
  const profiles = await loadProfiles({
    file: file('connections.json'),
    now,
    onProblem: warn('connections'),
  });
  const catalogue = await loadStreamCatalogue(file('streams.json'), now);
  const library = await loadDecoderLibrary({
    file: file('decoders.json'),
    now,
    onProblem: warn('decoders'),
    onChange: (changed) => {
      push('decoders.changed', changed);
    },
  });
  const secrets = createSecretService(options.keychain, createMemoryKeychain());
  const ownHistory = await openStore({
    folder: userData,
    writerUrl: options.workers.writer,
    readerUrl: options.workers.reader,
    clock,
    log: (level, message, fields) => {
      log.write(level, 'store', fields === undefined ? message : `${message} ${JSON.stringify(fields)}`);
    },
  });
  const copyFolder = join(userData, 'capture-copies');
  const offered = createOfferedFiles(join(userData, historyFile));
  const captures = await createCaptureService({
    file: file('captures.json'),
    offered,
    copyFolder,
    readerUrl: options.workers.reader,
    startVerify: (start) =>
      startTransfer({ workerUrl: options.workers.transfer, start, onProgress: () => undefined }),
    onChange: (open) => {
      push('captures.changed', open);
    },
    onProblem: (words, thrown) => {
      problem(words, thrown);
      warn('captures')(`${words}.`);
    },
  });
  const store = historyWithCaptures(ownHistory, captures);
  const postStoreNotice = (notice: ReturnType<typeof store.notices>[number]): void => {
    const { detail, ...rest } = notice;
    notices.post({ ...rest, ...(detail === null ? {} : { detail }) });
  };
  for (const notice of store.notices()) postStoreNotice(notice);

  const profileOf = (connectionId: string) => profiles.get(connectionId);
  const connections = createConnectionService({
    profileOf,
    openAdmin: (profile) =>
      openAdmin(profile, { clock, sandbox, readSecret: (profileId) => secrets.read(profileId) }),
    detach: async (connectionId) => {
      await sessions.detachConnection(connectionId);
      await publish.detachConnection(connectionId);
    },
    onChange: (states) => {
      push('connections.changed', states);
    },
  });
  const history = createHistoryNews(store, (news) => {
    push('history.changed', news);
  });
  const tellMarks = (streamIds: readonly number[]): void => {
    push('marks.changed', [...streamIds]);
  };
  const sessions = createSessionService({
    store,
    clock,
    audience,
    newId: randomUUID,
    profileOf,
    openSocket: ({ connectionId, fullName, plan, resumeFrom }, events) => {
      const admin = connections.adminOf(connectionId);
      const stream = streamNameOf(fullName);
      const { provideTarget } = admin;
      return openStreamSocket(
        {
          stream,
          plan,
          resumeFrom,
          provideTarget,
          network: mayRest(plan) ? restingNetwork : network,
          endOfStream: () => endOfStream(admin, stream),
        },
        events,
      );
    },
    onSessions: (states) => {
      push('sessions.changed', states);
    },
    onHistory: history.tell,
    onProblem: problem,
  });
  const publish = createPublishService({
    store,
    clock,
    profileOf,
    openProducer: ({ connectionId, fullName, options: producerOptions }) =>
      openPublishProducer({
        stream: streamNameOf(fullName),
        options: producerOptions,
        provideTarget: connections.adminOf(connectionId).provideTarget,
        network,
      }),
    onProblem: problem,
  });
  const replay = createReplayService({
    store,
    clock,
    publish: (target, message) => publish.send(target, message),
    onChange: (state) => {
      push('replay.changed', state);
    },
    onProblem: problem,
  });
  const decoding = createDecodeService({
    store,
    library,
    thread: createDecodeThread(options.workers.decoder, clock),
  });
  const transfers = createTransferService({
    store,
    clock,
    dialogs: options.dialogs,
    offered,
    workerUrl: options.workers.transfer,
    producer: `Streamscope ${options.appInfo.version}`,
    copyFolder,
    sourceOf: createStreamSource({ store, captures, profiles, folder: userData, copyFolder }),
    freeBytes: options.freeBytes ?? freeBytesOf,
    onChange: (state) => {
      push('transfer.changed', state);
    },
    onHistory: history.tell,
  });
  const profileKeeper = createProfileKeeper({
    profiles,
    secrets,
    disconnect: (profileId) => connections.close(profileId),
    forgetStreams: (profileId) => catalogue.forget(profileId),
    onChange: (list) => {
      push('profiles.changed', list);
    },
    onProblem: problem,
  });

  let unsent: LogEntry[] = [];
  const pushLog = createCoalescer(
    () => {
      const entries = unsent;
      unsent = [];
      push('app.logged', entries);
    },
    logPushEveryMs,
    clock.after,
  );
  const listeners = [
    store.onNotice(postStoreNotice),
    settings.onChange((changed) => {
      push('settings.changed', changed);
    }),
    log.onWrite((entry) => {
      unsent.push(entry);
      pushLog.ask();
    }),
  ];

  return {
    settings,
    offerFile: offered.offer,
    handlers: {
      ...appHandlers({
        info: async () => ({
          ...options.appInfo,
          userDataFolder: userData,
          keychain: await secrets.check(),
        }),
        notices,
        log,
        settings,
        actOnWindow: options.actOnWindow ?? (() => undefined),
        movedTabs: createMovedTabs(randomUUID),
        openTabWindow: options.openTabWindow ?? (() => Promise.resolve()),
      }),
      ...connectionHandlers({
        profiles: profileKeeper,
        connections,
        sandbox,
        testConnection: createConnectionTest({ clock, secrets, network, sandbox }),
        pushStage: (testId, result) => {
          push('connections.testStage', { testId, result });
        },
      }),
      ...streamHandlers(
        createStreamService({
          connections,
          catalogue,
          now,
          releaseStream: async (connectionId, fullName) => {
            await replay.cancelInto(connectionId, fullName);
            await sessions.detachStream(connectionId, fullName);
            await publish.detachStream(connectionId, fullName);
          },
        }),
      ),
      ...sessionHandlers({ sessions, publish, replay }),
      ...historyHandlers({ store, onHistory: history.tell, onMarks: tellMarks }),
      ...markHandlers({ store, onMarks: tellMarks }),
      ...decodingHandlers({ decoding, library }),
      ...transferHandlers({ transfers, captures }),
    },
    async stop() {
      await transfers.stop();
      await replay.stop();
      await sessions.stop();
      await publish.stop();
      await connections.stop();
      await decoding.stop();
      for (const unlisten of listeners) unlisten();
      pushLog.stop();
      await captures.stop();
      await store.close();
      await sandbox.stop();
      await settings.settled();
    },
  };
}
