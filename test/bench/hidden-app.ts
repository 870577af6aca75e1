/**
 * The app with its window hidden and nobody at the other end of a wire: while a test tool drives a page it counts as
 * seen, so the tool sets the session up, leaves, and comes back for the figures.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { electronLaunch } from '../../scripts/electron-path.mjs';
import { makeUserData } from '../e2e/app.ts';
import { startSandboxProcess } from '../e2e/sandbox-process.ts';
import { observeTelemetry, sessionOf } from './live-app.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const startLimitMs = 30_000;

export interface HiddenApp {
  /** Of every process of the app. */
  readonly pids: readonly number[];
  /** Messages stored so far; the window counts as seen while it is asked. */
  stored(): Promise<number>;
  stop(): Promise<void>;
}

/** @param perSecond messages of about 150 bytes that the service sends */
export async function openHiddenApp(perSecond: number): Promise<HiddenApp> {
  const service = await startSandboxProcess('--rate', String(perSecond));
  const userData = await makeUserData();
  const { executablePath, args } = electronLaunch(root);
  const child = spawn(
    executablePath,
    ['--inspect=0', '--remote-debugging-port=0', ...args, `--user-data-dir=${userData.folder}`],
    { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const stop = async (): Promise<void> => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.kill('SIGKILL')) await gone;
    await service.stop();
    await userData.remove();
  };
  try {
    const addresses = await addressesOf(child);
    const withPage = async <Answer>(act: (page: Page) => Promise<Answer>): Promise<Answer> => {
      const browser = await chromium.connectOverCDP(addresses.pages);
      try {
        const [context] = browser.contexts();
        const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
        if (page === undefined) throw new Error('The app has no window.');
        return await act(page);
      } finally {
        await browser.close();
      }
    };
    await withPage((page) => observeTelemetry(page, service));
    const pids = await evaluateInMain(
      addresses.main,
      `(() => {
        const { app, BrowserWindow } = require('electron');
        for (const window of BrowserWindow.getAllWindows()) window.hide();
        return app.getAppMetrics().map(({ pid }) => pid);
      })()`,
    );
    if (!Array.isArray(pids)) throw new Error('The app did not name its processes.');
    return {
      pids: pids.map(Number),
      stored: () => withPage(async (page) => (await sessionOf(page)).accounting.stored),
      stop,
    };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

/** Where main and the pages can be spoken to, as Electron says on its error stream. */
async function addressesOf(child: ChildProcess): Promise<{ main: string; pages: string }> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`The app did not start: ${text}`)), startLimitMs);
    child.once('exit', () => reject(new Error(`The app ended at its start: ${text}`)));
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const main = /^Debugger listening on (ws:\S+)/m.exec(text)?.[1];
      const pages = /^DevTools listening on (ws:\S+)/m.exec(text)?.[1];
      if (main === undefined || pages === undefined) return;
      clearTimeout(timer);
      resolve({ main, pages });
    });
  });
}

async function evaluateInMain(address: string, expression: string): Promise<unknown> {
  const socket = new WebSocket(address);
  try {
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    const answered = new Promise<string>((resolve) =>
      socket.once('message', (data) => resolve(String(data))),
    );
    const params = { expression, includeCommandLineAPI: true, returnByValue: true };
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
    const answer: { result?: { result?: { value?: unknown } } } = JSON.parse(await answered);
    return answer.result?.result?.value;
  } finally {
    socket.close();
  }
}
