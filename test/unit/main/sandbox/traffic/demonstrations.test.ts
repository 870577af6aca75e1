import { gunzipSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Broker } from '../../../../../src/main/sandbox/broker/broker.ts';
import type { Topic } from '../../../../../src/main/sandbox/broker/topic.ts';
import { FabricCatalog } from '../../../../../src/main/sandbox/fabric-catalog.ts';
import { startTraffic } from '../../../../../src/main/sandbox/traffic/traffic.ts';
import { createFakeClock } from '../../../fake-clock.ts';

const startMs = Date.UTC(2026, 10, 24, 12);

/** The sandbox's traffic after some seconds. */
async function runFor(
  seconds: number,
): Promise<{ topic(local: string): Topic; stop(): void; pendingTimers(): number }> {
  const clock = createFakeClock(startMs);
  const broker = new Broker({ clock });
  const fabrics = new FabricCatalog(broker, 'demo');
  fabrics.create('_system');
  const traffic = startTraffic(
    { broker, fabrics, tenant: 'demo', fabric: '_system' },
    { seed: 1, ordersPerSecond: 10, telemetryPerSecond: 50, ordersHistory: 400, hasDemonstrations: true },
  );
  await clock.advanceTo(startMs + seconds * 1000);
  const topics = [...broker.namespaces.values()].flatMap((namespace) => [...namespace.flatTopics()]);
  return {
    topic(local) {
      const found = topics.find(({ name }) => name.local === local);
      if (found === undefined) throw new Error(`no stream ${local}`);
      return found;
    },
    stop() {
      traffic.stop();
      broker.stop();
    },
    pendingTimers: clock.pendingTimers,
  };
}

const payloads = (topic: Topic): Buffer[] =>
  Array.from({ length: topic.log.count }, (_unused, at) =>
    Buffer.from(topic.log.at(topic.log.firstIndex + at)?.payload ?? '', 'base64'),
  );

describe('the situations of the first run', () => {
  it('are all there after twelve seconds', async () => {
    const world = await runFor(12);
    const orders = world.topic('c8globals.orders');
    expect(orders.log.at(0)?.publishTimeMs).toBe(startMs - 40_000);

    const billing = orders.subscription('billing');
    expect(billing.consumers).toHaveLength(2);
    expect(billing.backlog).toBeLessThan(20);

    const stuck = orders.subscription('fraud-check');
    expect(stuck.type).toBe('Exclusive');
    expect(stuck.backlog).toBe(orders.log.count);
    expect(stuck.consumers[0]?.permits).toBe(0);
    expect(stuck.lastAckedMs).toBe(0);

    const dead = payloads(world.topic('c8globals.payments-settlement-DLQ'));
    expect(dead).toHaveLength(1);
    expect(() => JSON.parse(dead[0]?.toString() ?? '')).toThrow();
    expect(world.topic('c8globals.payments').subscription('settlement').backlog).toBeLessThan(5);

    const inventory = world.topic('c8globals.inventory');
    const lags = new Map<string, number>();
    for (let index = 0; index < inventory.log.count; index++) {
      const message = inventory.log.at(index);
      lags.set(
        message?.properties['region'] ?? '',
        (message?.publishTimeMs ?? 0) - (message?.eventTimeMs ?? 0),
      );
    }
    expect([...lags.keys()].sort()).toEqual(['sandbox-ap', 'sandbox-eu', 'sandbox-us']);
    expect(lags.get('sandbox-ap')).toBeGreaterThan(lags.get('sandbox-eu') ?? 0);

    const clicks: unknown = JSON.parse(
      gunzipSync(payloads(world.topic('c8locals.gzip-events'))[0] ?? '').toString(),
    );
    expect(clicks).toHaveProperty('events');
    expect(payloads(world.topic('c8locals.shipments'))[0]?.toString('latin1')).toContain('TRK');

    world.stop();
    expect(world.pendingTimers()).toBe(0);
  });

  it('show images that are whole PNG files', async () => {
    const world = await runFor(3);
    const [image] = payloads(world.topic('c8locals.images'));
    expect(image?.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    const start = image?.indexOf('IDAT') ?? 0;
    const length = image?.readUInt32BE(start - 4) ?? 0;
    expect(inflateSync(image?.subarray(start + 4, start + 4 + length) ?? '').byteLength).toBe(
      96 * (1 + 96 * 3),
    );
    world.stop();
  });
});
