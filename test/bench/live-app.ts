/** The app in its real window, observing the telemetry of a sandbox in a process of its own. */
import { makeUserData, startApp, type RunningApp } from '../e2e/app.ts';
import { call } from '../e2e/call.ts';
import { startSandboxProcess } from '../e2e/sandbox-process.ts';
import { Window } from '../e2e/window.ts';

export interface LiveApp {
  readonly running: RunningApp;
  readonly window: Window;
  readonly streamId: number;
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
    await call(page, 'profiles.save', {
      profile: {
        kind: 'gdn',
        id: 'bench',
        name: 'Bench',
        guarded: false,
        tls: { authorities: '', clientCertificate: '', acceptAny: false },
        host: service.facts.url,
        fabric: '_system',
        auth: { method: 'apiKey' },
      },
      secret: service.facts.apiKey,
      keep: 'session',
    });
    await call(page, 'connections.open', { connectionId: 'bench' });
    const window = new Window(page);
    await window.stream('telemetry').waitFor();
    await window.stream('telemetry').dblclick();
    await window.row(0).waitFor();
    const session = async () => {
      const [first] = await call(page, 'sessions.list', undefined);
      if (first === undefined) throw new Error('The session is gone.');
      return first;
    };
    return {
      running,
      window,
      streamId: (await session()).streamId,
      accounting: async () => {
        const { received, stored } = (await session()).accounting;
        return { received, stored };
      },
      stop,
    };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}
