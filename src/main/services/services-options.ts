/**
 * Room `services`: the parts of main as `services.ts` joins them, each a few services that belong together: what is kept
 * in small files, history, and what is on the wire. This file: what whoever hosts them hands in.
 */
import type { AppInfo } from '../../shared/contract/schemas/app.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { SandboxHost } from '../connections/sandbox-host.ts';
import type { FileDialogs } from '../export/file-dialogs.ts';
import type { FreeBytes } from '../export/free-space.ts';
import type { Push } from '../ipc/checked-push.ts';
import type { WindowAction } from '../ipc/handlers/app-handlers.ts';
import type { Keychain } from '../keychain/keychain.ts';
import type { Log } from '../log/log.ts';
import type { Audience } from '../sessions/audience.ts';
import type { OpenWindows } from '../settings/open-windows.ts';
import type { SettingsService } from '../settings/settings-service.ts';
import type { History } from '../store/store-client.ts';

export interface ServicesOptions {
  readonly userData: string;
  /** When the host had to read them before, and what it was told then; else they are read from the folder. */
  readonly settings?: SettingsService;
  readonly settingsProblems?: readonly string[];
  /** When the host has it already; else it is that of the folder. */
  readonly history?: History;
  readonly clock: Clock;
  readonly log: Log;
  readonly keychain: Keychain;
  readonly sandbox: SandboxHost;
  readonly workers: {
    readonly writer: URL;
    readonly reader: URL;
    readonly indexer: URL;
    readonly transfer: URL;
    readonly decoder: URL;
  };
  readonly dialogs: FileDialogs;
  /** Bytes free in a folder; the file system's own word unless a test knows better. */
  readonly freeBytes?: FreeBytes;
  readonly appInfo: Omit<AppInfo, 'keychain' | 'userDataFolder'>;
  readonly push: Push;
  /** Windows belong to whoever hosts the services; without any, nothing happens. */
  readonly actOnWindow?: (action: WindowAction) => void;
  readonly openTabWindow?: (token: string) => Promise<void>;
  readonly windowLayouts?: Pick<OpenWindows, 'layoutOf' | 'keepLayout'>;
  /** Whether a window is in sight; without any host that knows, one is. */
  readonly audience?: Audience;
}

/** A failure that no caller is there to be told of. */
export type OnProblem = (words: string, thrown: unknown) => void;
