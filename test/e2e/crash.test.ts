import { expect, test } from '@playwright/test';
import { makeUserData, startApp } from './app.ts';
import { call } from './call.ts';
import { startSandboxProcess } from './sandbox-process.ts';
import type { SandboxProcess } from './sandbox-process.ts';

const subscription = 'survivor';

test('killed while receiving 1,000 messages a second, the app has every acknowledged message when it starts again', async () => {
  const service = await startSandboxProcess('--rate', '1000');
  const userData = await makeUserData();
  let running = await startApp(userData.folder);
  try {
    await call(running.window, 'profiles.save', {
      profile: {
        kind: 'gdn',
        id: 'crash',
        name: 'Crash',
        guarded: false,
        tls: { authorities: '', acceptAny: false },
        host: service.facts.url,
        fabric: '_system',
        auth: { method: 'apiKey' },
      },
      secret: service.facts.apiKey,
      keep: 'session',
    });
    await call(running.window, 'connections.open', { connectionId: 'crash' });
    const fullName = `persistent://${service.facts.tenant}/c8local._system/c8locals.telemetry`;
    const { streamId } = await call(running.window, 'sessions.open', {
      connectionId: 'crash',
      fullName,
      plan: {
        mode: 'consume',
        subscription,
        type: 'Exclusive',
        ackPolicy: 'stored',
        initialPosition: 'Latest',
        receiverQueueSize: 1000,
        negativeAckRedeliveryDelayMs: 60_000,
      },
    });
    await expect
      .poll(async () => (await call(running.window, 'sessions.list', undefined))[0]?.accounting.stored ?? 0, {
        timeout: 30_000,
      })
      .toBeGreaterThan(3_000);

    await running.kill();
    const firstUnacked = await oldestInBacklog(service, fullName);
    running = await startApp(userData.folder);

    const [history] = await call(running.window, 'history.streams', undefined);
    const entries: number[] = [];
    for (let from = 0; from < (history?.count ?? 0); from += 1000) {
      const page = await call(running.window, 'history.rows', {
        view: { kind: 'stream', streamId },
        from,
        count: 1000,
      });
      entries.push(...page.rows.map(({ entry }) => Number(entry)));
    }
    // One ledger, one consumer, in order: everything below the oldest entry still owed was acknowledged.
    const first = entries[0] ?? 0;
    const held = new Set(entries);
    expect(firstUnacked - first).toBeGreaterThan(2_000);
    const missing = Array.from({ length: firstUnacked - first }, (_, n) => first + n).filter(
      (entry) => !held.has(entry),
    );
    expect(missing).toEqual([]);
    expect(held.size).toBe(entries.length);
  } finally {
    await running.kill().catch(() => undefined);
    await service.stop();
    await userData.remove();
  }
});

/** The entry of the first message that the subscription has not had acknowledged (protocol E3, peek). */
async function oldestInBacklog(service: SandboxProcess, fullName: string): Promise<number> {
  const topic = fullName.slice('persistent://'.length);
  const address = `${service.facts.url}/admin/v2/persistent/${topic}/subscription/${subscription}/position/1`;
  const answer = await fetch(address, { headers: { authorization: `Bearer ${service.facts.jwt}` } });
  const id = answer.headers.get('x-pulsar-message-id');
  if (id === null) throw new Error(`No message to peek at: ${String(answer.status)} ${await answer.text()}`);
  return Number(id.split(':')[1]);
}
