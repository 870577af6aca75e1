/** What differs from start to start. */
export interface BrokerPorts {
  readonly brokerPort: number;
  readonly webPort: number;
}

/** The socket service closes an idle session after this time (protocol D8); short, so that a test can see it. */
export const IDLE_TIMEOUT_MS = 12_000;

/**
 * standalone.conf: one bookie, RocksDB metadata, socket service on, loopback only. Everything that a client can see
 * stays at Pulsar's default, but for the idle time-out.
 */
export function standaloneConfiguration(ports: BrokerPorts, loopbackInterface: string): string {
  return properties({
    clusterName: 'standalone',
    metadataStoreUrl: '',
    configurationMetadataStoreUrl: '',
    bindAddress: '127.0.0.1',
    advertisedAddress: '127.0.0.1',
    brokerServicePort: ports.brokerPort,
    webServicePort: ports.webPort,
    webSocketServiceEnabled: true,
    webSocketSessionIdleTimeoutMillis: IDLE_TIMEOUT_MS,
    loadBalancerEnabled: false,
    managedLedgerDefaultEnsembleSize: 1,
    managedLedgerDefaultWriteQuorum: 1,
    managedLedgerDefaultAckQuorum: 1,
    numIOThreads: 2,
    numHttpServerThreads: 8,
    webSocketNumIoThreads: 2,
    // The bookie reads the same file.
    allowLoopback: true,
    listeningInterface: loopbackInterface,
    journalSyncData: false,
  });
}

/** Log4j: one line a message on standard output. */
export function logConfiguration(): string {
  return properties({
    status: 'error',
    'appender.console.type': 'Console',
    'appender.console.name': 'console',
    'appender.console.layout.type': 'PatternLayout',
    'appender.console.layout.pattern': '%d{HH:mm:ss.SSS} %-5p %c{1} - %m%n%throwable',
    'rootLogger.level': 'info',
    'rootLogger.appenderRef.console.ref': 'console',
  });
}

function properties(entries: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(entries)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
