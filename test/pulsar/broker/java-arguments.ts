/** The packages that Netty, BookKeeper and Pulsar reach into by reflection; Pulsar's own start script opens the same. */
const OPENED = [
  'java.base/java.io',
  'java.base/java.util.zip',
  'java.base/java.nio',
  'java.base/jdk.internal.misc',
  'java.base/jdk.internal.platform',
  'java.base/sun.net',
  'java.management/sun.management',
];

export interface JavaOptions {
  readonly classPath: string;
  readonly logConfigurationFile: string;
  readonly configurationFile: string;
  readonly dataFolder: string;
}

/** The command line of PulsarStandaloneStarter: small memory, one time zone, no functions worker, no stream storage. */
export function javaArguments({
  classPath,
  logConfigurationFile,
  configurationFile,
  dataFolder,
}: JavaOptions): string[] {
  return [
    '-Xmx768m',
    '-XX:MaxDirectMemorySize=512m',
    '-Duser.timezone=UTC',
    '-Djava.net.preferIPv4Stack=true',
    '-Dio.netty.tryReflectionSetAccessible=true',
    `-Dlog4j2.configurationFile=${logConfigurationFile}`,
    '-Dbookkeeper.metadata.bookie.drivers=org.apache.pulsar.metadata.bookkeeper.PulsarMetadataBookieDriver',
    '-Dbookkeeper.metadata.client.drivers=org.apache.pulsar.metadata.bookkeeper.PulsarMetadataClientDriver',
    ...OPENED.flatMap((name) => ['--add-opens', `${name}=ALL-UNNAMED`]),
    '-cp',
    classPath,
    'org.apache.pulsar.PulsarStandaloneStarter',
    '--config',
    configurationFile,
    '--no-functions-worker',
    '--no-stream-storage',
    '--advertised-address',
    '127.0.0.1',
    '--bookkeeper-dir',
    `${dataFolder}/bookkeeper`,
    '--metadata-dir',
    `${dataFolder}/metadata`,
  ];
}
