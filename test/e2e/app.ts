import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { electronLaunch } from '../../scripts/electron-path.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The app as a person starts it, in a user-data folder of its own. */
export interface RunningApp {
  readonly app: ElectronApplication;
  readonly window: Page;
  readonly userData: string;
  /** Errors nobody caught in the window: a test that ends with one has failed. */
  readonly errors: readonly string[];
  /** Quits as a person would; the folder stays. */
  quit(): Promise<void>;
  /** Ends the process at once, as a crash would. */
  kill(): Promise<void>;
}

export async function makeUserData(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'streamscope-e2e-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

export async function startApp(
  userData: string,
  environment: Record<string, string> = {},
): Promise<RunningApp> {
  const { executablePath, args } = electronLaunch(root);
  const app = await _electron.launch({
    executablePath,
    args: [...args, `--user-data-dir=${userData}`],
    cwd: root,
    env: { ...definedOnly(process.env), ...environment },
  });
  const window = await app.firstWindow();
  const errors: string[] = [];
  window.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  window.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await window.waitForLoadState('domcontentloaded');
  return {
    app,
    window,
    userData,
    errors,
    quit: () => app.close(),
    async kill() {
      const child = app.process();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
