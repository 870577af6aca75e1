import type { GdnEndpoint } from '../../shared/domain/gdn-endpoint.ts';
import type { HttpTransport } from '../stream-admin/http-transport.ts';
import type { StreamAdmin } from '../stream-admin/stream-admin.ts';
import type { TlsSettings } from '../sockets/web-socket-port.ts';
import { AuthSession } from './auth-session.ts';
import type { GdnCredentials } from './credentials.ts';
import { listFabrics, readTenant } from './fabrics.ts';
import { createGdnRequest } from './gdn-http.ts';
import { listRegions } from './regions.ts';
import { login } from './login.ts';
import { fetchOneTimePassword } from './one-time-password.ts';
import { createSocketTargets } from './socket-targets.ts';
import { createStream, deleteStream, listStreams, publish } from './streams.ts';
import {
  clearBacklog,
  deleteSubscription,
  expireMessages,
  listSubscriptions,
  readBacklog,
  readStats,
  readTimeToLive,
  setTimeToLive,
} from './subscriptions.ts';

export interface GdnStreamAdminOptions {
  readonly endpoint: GdnEndpoint;
  readonly credentials: GdnCredentials;
  /** Rejects with AUTH_MISSING_SECRET when there is none. */
  readonly readSecret: () => Promise<string>;
  /** Made with the same `tls`; ended by `stop`. */
  readonly transport: HttpTransport;
  readonly tls?: TlsSettings;
  readonly now: () => number;
  readonly useOneTimePasswords?: boolean;
}

/** Streams of a GDN tenant. Nothing is sent before the first call. */
export function createGdnStreamAdmin(options: GdnStreamAdminOptions): StreamAdmin {
  const { endpoint, transport } = options;
  const auth = new AuthSession({
    credentials: options.credentials,
    readSecret: options.readSecret,
    login: (identity, password) => login(endpoint, transport.send, identity, password),
    now: options.now,
  });
  const request = createGdnRequest(endpoint, auth, transport.send);
  const tenant = async (): Promise<string> => (await auth.tenant()) ?? (await readTenant(request));
  return {
    kind: 'gdn',
    capabilities: { scopes: true, clearsOneBacklog: false, publishesOverRest: true, oneTimePasswords: true },
    provideTarget: createSocketTargets({
      endpoint,
      auth,
      fetchOneTimePassword: () => fetchOneTimePassword(request),
      tls: options.tls,
      useOneTimePasswords: options.useOneTimePasswords ?? false,
    }),
    cursors: undefined,

    signIn: async () => {
      const name = await tenant();
      await listFabrics(request); // a key or token proves nothing until the service has seen it
      return { tenant: name };
    },
    listFabrics: async () => (await listFabrics(request)).map(({ name }) => name),
    listRegions: async () => listRegions(request, await tenant()),
    listStreams: async (fabric) => listStreams(request, await tenant(), fabric),
    createStream: async (fabric, name, scope) => createStream(request, await tenant(), fabric, name, scope),
    stats: (stream) => readStats(request, stream),
    offlineBacklog: (stream) => readBacklog(request, stream),
    listSubscriptions: (stream) => listSubscriptions(request, stream),
    publish: (stream, payload) => publish(request, stream, payload),
    deleteStream: ({ stream }, { force }) => deleteStream(request, stream, force),
    deleteSubscription: (target) => deleteSubscription(request, target),
    clearBacklog: (target) => clearBacklog(request, target),
    expireMessages: ({ stream }, olderThanSeconds) => expireMessages(request, stream, olderThanSeconds),
    timeToLive: (target) => readTimeToLive(request, target),
    setTimeToLive: (target, seconds) => setTimeToLive(request, target, seconds),
    stop: () => transport.stop(),
  };
}
