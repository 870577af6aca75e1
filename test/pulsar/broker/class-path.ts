// The broker room: a real Apache Pulsar standalone for the tests, resolved from Maven Central by Maven's own client,
// run as a child process on the loopback interface with its data in a temporary folder, and always stopped.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const POM = join(import.meta.dirname, 'pom.xml');
const DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.0';
/** A cold start downloads about 250 MB. */
const RESOLVE_TIMEOUT_MS = 10 * 60_000;
/** Where nothing answers, that is found out soon; under the names that Maven 3.6, 3.8 and 3.9 each know. */
const IMPATIENT = [
  '-Dmaven.wagon.http.retryHandler.count=1',
  '-Dmaven.wagon.rto=60000',
  '-Daether.connector.connectTimeout=10000',
  '-Daether.connector.requestTimeout=60000',
  '-Daether.connector.http.retryHandler.count=1',
];

/** A class path, or the reason why there is none on this machine. */
export type ClassPathOutcome =
  { readonly ok: true; readonly classPath: string } | { readonly ok: false; readonly reason: string };

/** The version in pom.xml, or the one asked for in STREAMSCOPE_PULSAR_VERSION. */
export async function pulsarVersion(): Promise<string> {
  const asked = process.env['STREAMSCOPE_PULSAR_VERSION'];
  if (asked !== undefined && asked !== '') return asked;
  const found = /<pulsar\.version>([^<]+)</.exec(await readFile(POM, 'utf8'));
  if (found?.[1] === undefined) throw new Error(`${POM} names no pulsar.version.`);
  return found[1];
}

/**
 * Resolves the jars of that version into a repository of our own below `cache`, by the settings that Maven has on this
 * machine; a second call takes the cached list as long as every jar is still there.
 */
export async function resolveClassPath(
  version: string,
  cache = join(tmpdir(), 'streamscope-pulsar-cache'),
): Promise<ClassPathOutcome> {
  const folder = join(cache, version);
  const cached = join(folder, 'class-path.txt');
  const known = existsSync(cached) ? (await readFile(cached, 'utf8')).trim() : '';
  if (known !== '' && known.split(delimiter).every((jar) => existsSync(jar))) {
    return { ok: true, classPath: known };
  }
  await mkdir(folder, { recursive: true });
  const resolved = join(folder, 'resolved.txt');
  const goals = [
    ...['-B', '-q', '-f', POM, `-Dpulsar.version=${version}`, `-Dmdep.outputFile=${resolved}`],
    `-Dmaven.repo.local=${join(cache, 'maven')}`,
    ...IMPATIENT,
  ];
  console.log(`Resolving Apache Pulsar ${version}; the first time brings about 250 MB …`);
  try {
    await run('mvn', [...goals, `${DEPENDENCY_PLUGIN}:build-classpath`], {
      timeout: RESOLVE_TIMEOUT_MS,
      maxBuffer: 16 * 1024 * 1024,
    });
    const classPath = (await readFile(resolved, 'utf8')).trim();
    await writeFile(cached, classPath);
    return { ok: true, classPath };
  } catch (error) {
    return { ok: false, reason: `Maven cannot resolve pulsar-broker ${version}: ${firstLine(error)}` };
  }
}

/** Maven says on standard output what went wrong. */
function firstLine(error: unknown): string {
  const output = typeof error === 'object' && error !== null && 'stdout' in error ? String(error.stdout) : '';
  const line = output.split('\n').find((text) => text.includes('ERROR'));
  return line ?? (error instanceof Error ? (error.message.split('\n')[0] ?? error.message) : String(error));
}
