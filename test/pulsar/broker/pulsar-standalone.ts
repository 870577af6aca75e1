import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, rmSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { logConfiguration, standaloneConfiguration } from './configuration.ts';
import { javaArguments } from './java-arguments.ts';
import { freePort, loopbackInterface } from './loopback.ts';

const START_TIMEOUT_MS = 300_000;
const POLL_MS = 250;
/** Nothing of a test's data has to survive, so the broker gets little time for an orderly end. */
const TERMINATE_TIMEOUT_MS = 5_000;

export interface PulsarStandalone {
  readonly version: string;
  /** Base of the admin API: `/admin/v2/…` follows. */
  readonly adminUrl: string;
  /** Base of the sockets: `/ws/v2/…` follows. */
  readonly webSocketUrl: string;
  /** Ends the process and removes its data; safe to call twice. */
  stop(): Promise<void>;
}

/** Starts a broker and waits until `public/default` is there. Rejects, with the end of its log, when it does not come up. */
export async function startPulsarStandalone(classPath: string): Promise<PulsarStandalone> {
  const folder = await mkdtemp(join(tmpdir(), 'streamscope-pulsar-'));
  const ports = { brokerPort: await freePort(), webPort: await freePort() };
  const configurationFile = join(folder, 'standalone.conf');
  const logConfigurationFile = join(folder, 'log4j2.properties');
  const logFile = join(folder, 'pulsar.log');
  await writeFile(configurationFile, standaloneConfiguration(ports, loopbackInterface()));
  await writeFile(logConfigurationFile, logConfiguration());
  const child = spawn(
    'java',
    javaArguments({ classPath, logConfigurationFile, configurationFile, dataFolder: folder }),
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, OTEL_SDK_DISABLED: 'true' } },
  );
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  // Leaving early, e.g. on a signal, leaves neither the broker nor its data behind.
  const killNow = (): void => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', killNow);
  const stop = async (): Promise<void> => {
    await terminate(child);
    process.off('exit', killNow);
    log.end();
    await rm(folder, { recursive: true, force: true });
  };
  const origin = `127.0.0.1:${ports.webPort}`;
  try {
    const version = await untilReady(`http://${origin}`, child);
    return { version, adminUrl: `http://${origin}`, webSocketUrl: `ws://${origin}`, stop };
  } catch (error) {
    const tail = (await readFile(logFile, 'utf8')).split('\n').slice(-40).join('\n');
    await stop();
    throw new Error(`Pulsar did not start. The end of its log:\n${tail}`, { cause: error });
  }
}

async function untilReady(origin: string, child: ChildProcess): Promise<string> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('The process has ended.');
    const namespaces = await answerOf(`${origin}/admin/v2/namespaces/public`);
    if (namespaces?.includes('"public/default"') === true) {
      const version = await answerOf(`${origin}/admin/v2/brokers/version`);
      if (version !== undefined) return version.trim();
    }
    await delay(POLL_MS);
  }
  throw new Error(`Not ready within ${START_TIMEOUT_MS / 1000} s.`);
}

async function answerOf(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}

async function terminate(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), TERMINATE_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}
