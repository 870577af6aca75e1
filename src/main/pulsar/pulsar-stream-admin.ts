import { StreamscopeError } from '../../shared/contract/errors.ts';
import { socketUrl } from '../sockets/socket-address.ts';
import type { ProvideTarget } from '../sockets/socket-request.ts';
import type { TlsSettings } from '../sockets/web-socket-port.ts';
import type { HttpTransport } from '../stream-admin/http-transport.ts';
import type { StreamAdmin } from '../stream-admin/stream-admin.ts';
import { createAdminRequest, expectAdmin, type AdminRequest } from './admin-request.ts';
import { createCursorAdmin } from './cursors.ts';
import { listNamespaces, readTimeToLive, setTimeToLive } from './namespaces.ts';
import { authHeaders, type PulsarCredentials } from './pulsar-credentials.ts';
import type { PulsarEndpoint } from './pulsar-endpoint.ts';
import {
  clearBacklog,
  deleteSubscription,
  expireMessages,
  listSubscriptions,
  wholeSeconds,
} from './subscriptions.ts';
import { createTopic, deleteTopic, listTopics, readBacklog, readStats } from './topics.ts';

export interface PulsarStreamAdminOptions {
  readonly endpoint: PulsarEndpoint;
  readonly tenant: string;
  readonly namespace: string;
  readonly credentials: PulsarCredentials;
  /** Rejects with AUTH_MISSING_SECRET when there is none; not asked for with `none`. */
  readonly readSecret: () => Promise<string>;
  /** Made with the same `tls`; ended by `stop`. */
  readonly transport: HttpTransport;
  readonly tls?: TlsSettings;
}

/** Topics of a Pulsar cluster. Nothing is sent before the first call. */
export function createPulsarStreamAdmin(options: PulsarStreamAdminOptions): StreamAdmin {
  const { endpoint, tenant, namespace, transport } = options;
  const headers = () => authHeaders(options.credentials, options.readSecret);
  const request = createAdminRequest(endpoint.adminBase, headers, transport.send);
  return {
    kind: 'pulsar',
    capabilities: {
      scopes: false,
      clearsOneBacklog: true,
      publishesOverRest: false,
      oneTimePasswords: false,
    },
    provideTarget: createTargets(options, headers),
    cursors: createCursorAdmin(request),

    signIn: async () => {
      await readBrokerVersion(request);
      return { tenant };
    },
    listFabrics: () => listNamespaces(request, { tenant, namespace }),
    listStreams: (fabric) => listTopics(request, fabric),
    createStream: (fabric, name) => createTopic(request, fabric, name),
    stats: (stream) => readStats(request, stream),
    offlineBacklog: (stream) => readBacklog(request, stream),
    listSubscriptions: (stream) => listSubscriptions(request, stream),
    publish: () =>
      Promise.reject(
        new StreamscopeError(
          'SERVICE_UNSUPPORTED',
          'Pulsar publishes through a producer socket only. Nothing was sent.',
        ),
      ),
    deleteStream: ({ stream }, { force }) => deleteTopic(request, stream, force),
    deleteSubscription: (target) => deleteSubscription(request, target),
    clearBacklog: (target) => clearBacklog(request, target),
    expireMessages: ({ stream }, seconds) => expireMessages(request, stream, undefined, seconds),
    timeToLive: ({ fabric }) => readTimeToLive(request, fabric),
    setTimeToLive: async ({ fabric }, seconds) => setTimeToLive(request, fabric, wholeSeconds(seconds)),
    stop: () => transport.stop(),
  };
}

/** Needs no rights beyond being known, so it tells good credentials from bad ones (protocol E1). */
export async function readBrokerVersion(request: AdminRequest): Promise<string> {
  const response = await request({ method: 'GET', path: '/brokers/version' });
  expectAdmin(response, 'reach the admin service');
  return response.body.subarray(0, 100).toString('utf8').trim();
}

/** The header keeps the token out of URLs. There is nothing to renew: a refused token is refused (protocol D11). */
function createTargets(
  options: PulsarStreamAdminOptions,
  headers: () => Promise<Readonly<Record<string, string>>>,
): ProvideTarget {
  const tls = options.tls === undefined ? {} : { tls: options.tls };
  return async (request, { reauthenticate }) => {
    if (reauthenticate && options.credentials.method === 'none') {
      throw new StreamscopeError(
        'AUTH_MISSING_SECRET',
        'The service asks for credentials, and this profile has none.',
      );
    }
    return { url: socketUrl(options.endpoint.webSocketBase, request), headers: await headers(), ...tls };
  };
}
