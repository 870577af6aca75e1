// The sandbox room: a server on the loopback interface that speaks GDN and Apache Pulsar as the protocol page describes
// them (protocol G), with traffic of its own. It serves the first run, the tests and the benchmarks. It holds everything
// in memory, makes its secrets at each start and shares no code with the clients that are tested against it.
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import { AccessControl } from './access/access-control.ts';
import { Broker } from './broker/broker.ts';
import { firstLedgerAt } from './broker/first-ledger.ts';
import { systemClock } from './clock.ts';
import { applyControl, type SandboxControl } from './control.ts';
import { dataCentresAt } from './data-centres.ts';
import { FabricCatalog } from './fabric-catalog.ts';
import { Faults } from './faults.ts';
import { gdnAccountRoutes } from './http/gdn-account-routes.ts';
import { gdnFabricRoutes } from './http/gdn-fabric-routes.ts';
import { gdnNamespaceRoutes } from './http/gdn-namespace-routes.ts';
import { gdnStreamRoutes } from './http/gdn-stream-routes.ts';
import { pulsarClusterRoutes } from './http/pulsar-cluster-routes.ts';
import { pulsarNamespaceRoutes } from './http/pulsar-namespace-routes.ts';
import { pulsarSubscriptionRoutes } from './http/pulsar-subscription-routes.ts';
import { pulsarTopicRoutes } from './http/pulsar-topic-routes.ts';
import { createRequestHandler } from './http/request-handler.ts';
import { randomHex } from './random-hex.ts';
import type { SandboxFacts, SandboxOptions } from './sandbox-options.ts';
import { startTraffic, type Traffic } from './traffic/traffic.ts';
import { SessionRegistry } from './ws/session-registry.ts';
import { createUpgradeHandler } from './ws/upgrade.ts';

const HOST = '127.0.0.1';
const FABRIC = '_system';
const TWELVE_HOURS_MS = 12 * 60 * 60 * 1000;
const DEFAULT_EMAIL = 'demo@sandbox.local';
const PULSAR = { tenant: 'public', namespace: 'default' };

export interface Sandbox extends SandboxFacts {
  /** The same facts alone, as plain data. */
  readonly facts: SandboxFacts;
  readonly broker: Broker;
  /** Sockets open now. */
  readonly openSockets: number;
  /** Carries out a control; returns how many open sockets it touched. */
  control(control: SandboxControl): number;
  /** Drops every connection and waits until the port is free. */
  stop(): Promise<void>;
}

/** Starts a sandbox. Rejects with NETWORK_REFUSED when the port is taken and INPUT_INVALID for unusable TLS texts. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? systemClock();
  const random = options.random ?? randomHex;
  const tenant = options.tenant ?? DEFAULT_EMAIL.replace('@', '_');
  const isPulsarGuarded = options.pulsarAuthentication !== 'none';
  const access = new AccessControl({
    clock,
    account: {
      tenant,
      email: DEFAULT_EMAIL,
      user: 'root',
      password: random(12),
      apiKey: `${tenant}.sandbox.${random(20)}`,
    },
    secret: Buffer.from(random(32), 'hex'),
    random,
    tokenLifetimeMs: options.tokenLifetimeMs ?? TWELVE_HOURS_MS,
    otpLifetimeMs: options.otpLifetimeMs ?? 60_000,
    isOtpSingleUse: options.isOtpSingleUse ?? true,
  });
  const broker = new Broker({
    clock,
    retention: options.retention,
    firstLedgerId: firstLedgerAt(clock.now()),
  });
  const fabrics = new FabricCatalog(broker, tenant);
  fabrics.create(FABRIC);
  broker.createNamespace(PULSAR.tenant, PULSAR.namespace);
  const faults = new Faults();
  const registry = new SessionRegistry(clock, options.idleTimeoutMs ?? 300_000);
  let address = HOST;
  const onRequest = createRequestHandler({
    clock,
    access,
    faults,
    isPulsarGuarded,
    random,
    routes: [
      ...gdnAccountRoutes(access),
      ...gdnFabricRoutes({ tenant, fabrics, dataCentres: () => dataCentresAt(address) }),
      ...gdnNamespaceRoutes(fabrics),
      ...gdnStreamRoutes({ broker, fabrics, tenant, hasStatsAsText: options.hasStatsAsText ?? false }),
      ...pulsarClusterRoutes(broker),
      ...pulsarNamespaceRoutes(broker),
      ...pulsarSubscriptionRoutes(broker),
      ...pulsarTopicRoutes(broker),
    ],
  });
  const upgrades = createUpgradeHandler({
    broker,
    access,
    faults,
    registry,
    random,
    isPulsarGuarded,
    maxFrameBytes: options.maxFrameBytes ?? 1024 * 1024,
  });
  const server = createServer(options);
  server.on('request', onRequest);
  server.on('upgrade', (request, stream, head) => upgrades.handle(request, stream, head));
  // Bytes that are no HTTP at all: the connection ends, the server stays.
  server.on('clientError', (_error, stream) => stream.destroy());
  const port = await listen(server, options.port ?? 0).catch((error: unknown) => {
    registry.stop();
    upgrades.stop();
    broker.stop();
    throw error;
  });
  // A failure of the listening socket later on ends nothing that is open.
  server.on('error', () => undefined);
  const isUserPart =
    (options.dataCentreHosts ?? (options.tls === undefined ? 'plain' : 'user-part')) === 'user-part';
  address = `${isUserPart ? 'x@' : ''}${HOST}:${port}`;
  const traffic: Traffic | undefined =
    options.traffic === 'none'
      ? undefined
      : startTraffic(
          { broker, fabrics, tenant, fabric: FABRIC },
          {
            seed: options.traffic?.seed ?? 1,
            ordersPerSecond: options.traffic?.ordersPerSecond ?? 10,
            telemetryPerSecond: options.traffic?.telemetryPerSecond ?? 50,
            ordersHistory: options.traffic?.ordersHistory ?? 400,
            hasDemonstrations: options.traffic?.hasDemonstrations ?? true,
          },
        );
  const secure = options.tls === undefined ? '' : 's';
  const url = `http${secure}://${HOST}:${port}`;
  const { apiKey, user, email, password } = access.account;
  const facts: SandboxFacts = {
    url,
    webSocketUrl: `ws${secure}://${HOST}:${port}/_ws`,
    tenant,
    fabric: FABRIC,
    apiKey,
    user,
    email,
    password,
    adminUrl: url,
    pulsarWebSocketUrl: `ws${secure}://${HOST}:${port}`,
    pulsarTenant: PULSAR.tenant,
    pulsarNamespace: PULSAR.namespace,
    jwt: access.issueToken(),
  };
  return {
    ...facts,
    facts,
    broker,
    get openSockets() {
      return registry.count;
    },
    control: (control) => applyControl({ access, faults, registry, traffic }, control),
    async stop() {
      traffic?.stop();
      registry.stop();
      upgrades.stop();
      broker.stop();
      await closeServer(server);
    },
  };
}

function createServer({ tls }: SandboxOptions): Server {
  if (tls === undefined) return createHttpServer();
  try {
    return createHttpsServer(tls);
  } catch (error) {
    throw new StreamscopeError('INPUT_INVALID', 'The sandbox cannot use this TLS key and certificate.', {
      cause: error,
    });
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        new StreamscopeError('NETWORK_REFUSED', `The sandbox cannot listen on port ${port} of ${HOST}.`, {
          detail: error.message,
          cause: error,
        }),
      );
    });
    server.listen(port, HOST, () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
