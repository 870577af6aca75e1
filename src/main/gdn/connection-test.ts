import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { TestStageResult } from '../../shared/contract/schemas/connection.ts';
import type { StreamEntry } from '../../shared/contract/schemas/stream.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { parseGdnEndpoint, type GdnEndpoint } from '../../shared/domain/gdn-endpoint.ts';
import { gdnStreamName, gdnTopic, type StreamName } from '../../shared/domain/stream-name.ts';
import { probeSocket } from '../sockets/probe-socket.ts';
import type { OpenWebSocket, TlsSettings } from '../sockets/web-socket-port.ts';
import type { HttpTransport } from '../stream-admin/http-transport.ts';
import type { NetworkProbes } from '../stream-admin/network-probes.ts';
import { networkStages } from '../stream-admin/network-stages.ts';
import { runStages } from '../stream-admin/staged-test.ts';
import type { StreamAdmin } from '../stream-admin/stream-admin.ts';
import { streamToTry } from '../stream-admin/stream-to-try.ts';
import type { GdnCredentials } from './credentials.ts';
import { createGdnStreamAdmin } from './gdn-stream-admin.ts';

export interface GdnConnectionTestOptions {
  /** As typed by the user. */
  readonly host: string;
  readonly fabric: string;
  readonly credentials: GdnCredentials;
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

/** Tries everything a session needs, one layer at a time, and names the layer that fails. Changes nothing anywhere. */
export async function testGdnConnection(
  options: GdnConnectionTestOptions,
): Promise<readonly TestStageResult[]> {
  const { clock, fabric, transport } = options;
  let endpoint: GdnEndpoint | undefined;
  let tenant = '';
  let streams: readonly StreamEntry[] = [];
  const found = (): GdnEndpoint => {
    if (endpoint === undefined) throw new StreamscopeError('INTERNAL', 'The address was not read.');
    return endpoint;
  };
  const adminWith = (useOneTimePasswords: boolean): StreamAdmin =>
    createGdnStreamAdmin({ ...options, endpoint: found(), now: () => clock.now(), useOneTimePasswords });
  let admin: StreamAdmin | undefined;
  const signedIn = (): StreamAdmin => (admin ??= adminWith(false));
  const reader = (stream: StreamName) => ({ kind: 'reader', stream, from: 'latest' }) as const;

  try {
    return await runStages(
      [
        {
          stage: 'address',
          run: async () => {
            const parsing = parseGdnEndpoint(options.host);
            if (!parsing.ok) throw new StreamscopeError('INPUT_INVALID', parsing.reason);
            endpoint = parsing.endpoint;
            return { note: endpoint.apiBase };
          },
        },
        ...networkStages(() => found().apiBase, options.probes, transport.send, options.tls),
        {
          stage: 'auth',
          run: async () => {
            ({ tenant } = await signedIn().signIn());
            return { note: `tenant ${tenant}` };
          },
        },
        {
          stage: 'list',
          run: async () => {
            streams = await signedIn().listStreams(fabric);
            return { note: `${streams.length} streams in ${fabric}` };
          },
        },
        {
          stage: 'oneTimePassword',
          optional: true,
          run: async () => {
            const stream = gdnStreamName(tenant, fabric, 'local', gdnTopic('connection-test', 'local'));
            const context = { reauthenticate: false, signal: new AbortController().signal };
            await adminWith(true).provideTarget(reader(stream), context); // fetched, never used
            return {};
          },
        },
        {
          stage: 'socket',
          run: async () => {
            const stream = streamToTry(streams);
            if (stream === undefined) return { skipped: 'there is no stream to try it with' };
            await probeSocket({
              openWebSocket: options.openWebSocket,
              clock,
              provideTarget: signedIn().provideTarget,
              request: reader(stream),
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
