import { describe, expect, it } from 'vitest';
import { createClient } from '../../../src/renderer/api/client.ts';
import { ConnectionTest } from '../../../src/renderer/state/connection-test.svelte.ts';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import type { TestStageResult } from '../../../src/shared/contract/schemas/connection.ts';
import type { Profile } from '../../../src/shared/contract/schemas/profile.ts';
import { FakeTransport } from '../features/fake-transport.ts';
import { profile } from '../features/sample-data.ts';

const passed: TestStageResult = { stage: 'address', outcome: 'passed', ms: 1 };

const pulsar: Profile = {
  kind: 'pulsar',
  id: 'two',
  name: 'broker',
  guarded: false,
  tls: { authorities: '', clientCertificate: '', acceptAny: false },
  adminUrl: 'http://broker:8080',
  webSocketUrl: 'ws://broker:8080',
  tenant: 'public',
  namespace: 'default',
  auth: { method: 'none' },
};

const setUp = (transport: FakeTransport) => new ConnectionTest(createClient(transport), () => 'run-1');
const statusOf = (test: ConnectionTest, stage: TestStageResult['stage']) =>
  test.stages.find((view) => view.stage === stage)?.status;

describe('a run of the connection test', () => {
  it('shows the first stage without a result as under way', async () => {
    const transport = new FakeTransport().answer('connections.test', () => [passed]);
    const test = setUp(transport);
    const running = test.run(profile().profile, {});
    transport.push('connections.testStage', { testId: 'run-1', result: passed });
    expect([statusOf(test, 'address'), statusOf(test, 'name')]).toEqual(['passed', 'running']);
    await running;
    expect(statusOf(test, 'name')).toBe('waiting');
    expect(test.hasPassed).toBe(true);
  });

  it('takes no result of another run', async () => {
    const transport = new FakeTransport().answer('connections.test', () => []);
    const test = setUp(transport);
    const running = test.run(profile().profile, {});
    transport.push('connections.testStage', { testId: 'another', result: passed });
    expect(statusOf(test, 'address')).toBe('running');
    await running;
  });

  it('forgets what is still under way once it was reset', async () => {
    const transport = new FakeTransport().answer('connections.test', () => [passed]);
    const test = setUp(transport);
    const running = test.run(profile().profile, {});
    test.reset();
    await running;
    expect(test.hasStarted).toBe(false);
  });

  it('does not ask Pulsar for one-time passwords', async () => {
    const transport = new FakeTransport().answer('connections.test', () => []);
    const test = setUp(transport);
    await test.run(profile().profile, {});
    expect(statusOf(test, 'oneTimePassword')).toBe('waiting');
    await test.run(pulsar, {});
    expect(statusOf(test, 'oneTimePassword')).toBeUndefined();
  });

  it('has not passed when it could not be run at all', async () => {
    const transport = new FakeTransport().fail(
      'connections.test',
      new StreamscopeError('INPUT_INVALID', 'The host is missing.'),
    );
    const test = setUp(transport);
    await test.run(profile().profile, {});
    expect(test.error?.code).toBe('INPUT_INVALID');
    expect(test.hasPassed).toBe(false);
  });
});
