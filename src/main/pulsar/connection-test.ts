import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { TestStageResult } from '../../shared/contract/schemas/connection.ts';
import type { StreamEntry } from '../../shared/contract/schemas/stream.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { probeSocket } from '../sockets/probe-socket.ts';
import type { OpenWebSocket, TlsSettings } from '../sockets/web-socket-port.ts';
import type { HttpTransport } from '../stream-admin/http-transport.ts';
import type { NetworkProbes } from '../stream-admin/network-probes.ts';
import { networkStages } from '../stream-admin/network-stages.ts';
import { runStages } from '../stream-admin/staged-test.ts';
import type { StreamAdmin } from '../stream-admin/stream-admin.ts';
import { streamToTry } from '../stream-admin/stream-to-try.ts';
import type { PulsarCredentials } from './pulsar-credentials.ts';
import { parsePulsarEndpoint, type PulsarEndpoint } from './pulsar-endpoint.ts';
import { createPulsarStreamAdmin } from './pulsar-stream-admin.ts';

export interface PulsarConnectionTestOptions {
  /** As typed by the user. */
  readonly adminUrl: string;
  readonly webSocketUrl: string;
  readonly tenant: string;
  readonly namespace: string;
  readonly credentials: PulsarCredentials;
  readonly readSecret: () => Promise<string>;
  readonly tls?: TlsSettings;
  /** Made for this test, with the same `tls`; ended by it. */
  readonly transport: HttpTransport;
  readonly probes: NetworkProbes;
  readonly clock: Clock;
  readonly openWebSocket: OpenWebSocket;
  readonly onStage: (result: TestStageResult) => void;
}

const socketTimeoutMs = 20_000;

/** As for GDN: one layer at a time, nothing is changed anywhere. The network layers are those of the admin service. */
export async function testPulsarConnection(
  options: PulsarConnectionTestOptions,
): Promise<readonly TestStageResult[]> {
  const { clock, transport, tenant, namespace } = options;
  let endpoint: PulsarEndpoint | undefined;
  let admin: StreamAdmin | undefined;
  let streams: readonly StreamEntry[] = [];
  const found = (): PulsarEndpoint => {
    if (endpoint === undefined) throw new StreamscopeError('INTERNAL', 'The address was not read.');
    return endpoint;
  };
  const signedIn = (): StreamAdmin => (admin ??= createPulsarStreamAdmin({ ...options, endpoint: found() }));

  try {
    return await runStages(
      [
        {
          stage: 'address',
          run: async () => {
            const parsing = parsePulsarEndpoint(options.adminUrl, options.webSocketUrl);
            if (!parsing.ok) throw new StreamscopeError('INPUT_INVALID', parsing.reason);
            endpoint = parsing.endpoint;
            return { note: `${endpoint.adminBase}, ${endpoint.webSocketBase}` };
          },
        },
        ...networkStages(() => found().adminBase, options.probes, transport.send, options.tls),
        {
          stage: 'auth',
          run: async () => {
            await signedIn().signIn();
            return {};
          },
        },
        {
          stage: 'list',
          run: async () => {
            streams = await signedIn().listStreams(`${tenant}/${namespace}`);
            return { note: `${streams.length} topics in ${tenant}/${namespace}` };
          },
        },
        { stage: 'oneTimePassword', run: async () => ({ skipped: 'Pulsar has none' }) },
        {
          stage: 'socket',
          run: async () => {
            const stream = streamToTry(streams);
            if (stream === undefined) return { skipped: 'there is no topic to try it with' };
            await probeSocket({
              openWebSocket: options.openWebSocket,
              clock,
              provideTarget: signedIn().provideTarget,
              request: { kind: 'reader', stream, from: 'latest' },
              timeoutMs: socketTimeoutMs,
            });
            return { note: `a reader on ${stream.topic}` };
          },
        },
      ],
      () => clock.now(),
      options.onStage,
    );
  } finally {
    transport.stop();
  }
}
