/** The app in its real window, observing the telemetry of a sandbox in a process of its own. */
import type { Page } from '@playwright/test';
import type { SessionState } from '../../src/shared/contract/schemas/session.ts';
import { makeUserData, startApp, type RunningApp } from '../e2e/app.ts';
import { call } from '../e2e/call.ts';
import { startSandboxProcess, type SandboxProcess } from '../e2e/sandbox-process.ts';
import { Window } from '../e2e/window.ts';

export interface LiveApp {
  readonly running: RunningApp;
  readonly window: Window;
  readonly streamId: number;
  /** The folder that holds the history. */
  readonly userData: string;
  accounting(): Promise<{ readonly received: number; readonly stored: number }>;
  stop(): Promise<void>;
}

/** @param perSecond messages of about 150 bytes that the service sends */
export async function openLiveApp(perSecond: number): Promise<LiveApp> {
  const service = await startSandboxProcess('--rate', String(perSecond));
  const userData = await makeUserData();
  const running = await startApp(userData.folder);
  const stop = async (): Promise<void> => {
    await running.kill().catch(() => undefined);
    await service.stop();
    await userData.remove();
  };
  try {
    const page = running.window;
    const window = await observeTelemetry(page, service);
    return {
      running,
      window,
      streamId: (await sessionOf(page)).streamId,
      userData: userData.folder,
      accounting: async () => {
        const { received, stored } = (await sessionOf(page)).accounting;
        return { received, stored };
      },
      stop,
    };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

/** Connects the window to the service and observes the stream that has the rate asked for. */
export async function observeTelemetry(page: Page, { facts }: SandboxProcess): Promise<Window> {
  await call(page, 'profiles.save', {
    profile: {
      kind: 'gdn',
      id: 'bench',
      name: 'Bench',
      guarded: false,
      tls: { authorities: '', clientCertificate: '', acceptAny: false },
      host: facts.url,
      fabric: '_system',
      auth: { method: 'apiKey' },
    },
    secret: facts.apiKey,
    keep: 'session',
  });
  await call(page, 'connections.open', { connectionId: 'bench' });
  const window = new Window(page);
  await window.stream('telemetry').waitFor();
  await window.stream('telemetry').dblclick();
  await window.row(0).waitFor();
  return window;
}

export async function sessionOf(page: Page): Promise<SessionState> {
  const [first] = await call(page, 'sessions.list', undefined);
  if (first === undefined) throw new Error('The session is gone.');
  return first;
}
