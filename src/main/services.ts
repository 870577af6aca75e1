/**
 * Builds every service of main and joins them, with no Electron in sight: `index.ts` hosts it in the app, integration
 * tests host it in plain Node. `services/` holds its parts: what is kept in files, history, and what is on the wire.
 */
import { randomUUID } from 'node:crypto';
import type { Handlers } from '../shared/contract/api.ts';
import { createStreamSource } from './captures/stream-source.ts';
import { createConnectionTest } from './connections/connection-test.ts';
import { createProfileKeeper } from './connections/profile-keeper.ts';
import { createStreamService } from './connections/stream-service.ts';
import { createDecodeService } from './decode/decode-service.ts';
import { createDecodeThread } from './decode/decode-thread.ts';
import { freeBytesOf } from './export/free-space.ts';
import { createTransferService } from './export/transfer-service.ts';
import { checkedPush } from './ipc/checked-push.ts';
import { appHandlers } from './ipc/handlers/app-handlers.ts';
import { connectionHandlers } from './ipc/handlers/connection-handlers.ts';
import { decodingHandlers } from './ipc/handlers/decoding-handlers.ts';
import { historyHandlers } from './ipc/handlers/history-handlers.ts';
import { markHandlers } from './ipc/handlers/mark-handlers.ts';
import { sessionHandlers } from './ipc/handlers/session-handlers.ts';
import { streamHandlers } from './ipc/handlers/stream-handlers.ts';
import { transferHandlers } from './ipc/handlers/transfer-handlers.ts';
import { createNoticeBoard } from './log/notice-board.ts';
import { openHistoryServices } from './services/history-services.ts';
import { loadKeptFiles } from './services/kept-files.ts';
import { pushLogLines } from './services/log-pushes.ts';
import type { ServicesOptions } from './services/services-options.ts';
import { createStreamServices } from './services/stream-services.ts';
import { createMovedTabs } from './sessions/moved-tabs.ts';
import { noWindowLayouts } from './settings/open-windows.ts';
import type { SettingsService } from './settings/settings-service.ts';

export interface Services {
  readonly handlers: Handlers;
  readonly settings: SettingsService;
  /** A person dropped this file on a window. */
  readonly offerFile: (path: string) => void;
  /** Ends sockets first, then what they feed: everything acknowledged is committed when this resolves. */
  stop(): Promise<void>;
}

export async function createServices(given: ServicesOptions): Promise<Services> {
  const { clock, log, sandbox, userData } = given;
  const push = checkedPush(given.push, (name, thrown) => {
    log.write('error', 'push', `${name} was not sent`, thrown);
  });
  const options = { ...given, push };
  const now = (): number => clock.now();

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

  const files = await loadKeptFiles({ ...options, now, warn });
  const { settings, profiles, catalogue, library, secrets } = files;
  const { store, captures, copyFolder, offered } = await openHistoryServices({
    ...options,
    warn,
    problem,
  });
  const postStoreNotice = (notice: ReturnType<typeof store.notices>[number]): void => {
    const { detail, ...rest } = notice;
    notices.post({ ...rest, ...(detail === null ? {} : { detail }) });
  };
  for (const notice of store.notices()) postStoreNotice(notice);

  const streams = createStreamServices({ ...options, files, store, problem });
  const { connections, network, news, publish, replay, sessions } = streams;
  const tellMarks = (streamIds: readonly number[]): void => {
    push('marks.changed', [...streamIds]);
  };
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
    onHistory: news.tell,
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

  const listeners = [
    store.onNotice(postStoreNotice),
    settings.onChange((changed) => {
      push('settings.changed', changed);
    }),
    pushLogLines(options),
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
        windowLayouts: options.windowLayouts ?? noWindowLayouts,
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
        createStreamService({ connections, catalogue, now, releaseStream: streams.releaseStream }),
      ),
      ...sessionHandlers({ sessions, publish, replay }),
      ...historyHandlers({ store, onHistory: news.tell, onMarks: tellMarks }),
      ...markHandlers({ store, onMarks: tellMarks }),
      ...decodingHandlers({ decoding, library }),
      ...transferHandlers({ transfers, captures }),
    },
    async stop() {
      await transfers.stop();
      await streams.stop();
      await decoding.stop();
      for (const unlisten of listeners) unlisten();
      await captures.stop();
      await store.close();
      await sandbox.stop();
      await settings.settled();
    },
  };
}
