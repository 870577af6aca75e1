// `npm run test:pulsar [-- --record] [-- --only <part of a scenario's name>]`: the scenario suite against a real Apache
// Pulsar, then against the sandbox, and the two compared. `--record` keeps what Pulsar did as the record that the
// conformance tests compare the sandbox with where no Pulsar can be had.
import { parseArgs } from 'node:util';
import { pulsarVersion, resolveClassPath } from './broker/class-path.ts';
import { startPulsarStandalone } from './broker/pulsar-standalone.ts';
import { missingTools } from './broker/tools.ts';
import { compareServers, pulsarAgainstRecord, sandboxAgainstPulsar } from './compare-servers.ts';
import { Report } from './report.ts';
import { runSuite } from './run-suite.ts';
import { startSandboxTarget } from './sandbox-target.ts';
import { allScenarios } from './scenarios/all-scenarios.ts';
import { readRecorded, writeRecorded } from './transcript/recorded.ts';
import type { Transcript } from './transcript/transcript.ts';

const { values: options } = parseArgs({
  options: { record: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
});
const scenarios = allScenarios.filter(({ name }) => name.includes(options.only));
const chosen = new Set(scenarios.map(({ name }) => name));
const report = new Report();
// Leaving by way of `exit` ends the broker too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
if (options.record && options.only !== '') {
  console.error('--record keeps the whole suite: leave --only out.');
  process.exit(2);
}
process.exitCode = (await run()) ? 0 : 1;

async function run(): Promise<boolean> {
  const version = await pulsarVersion();
  const missing = await missingTools();
  const classPath = missing === undefined ? await resolveClassPath(version) : undefined;
  if (classPath?.ok !== true) {
    report.skip(`Apache Pulsar ${version}`, missing ?? classPath?.reason ?? 'not to be had here');
    return report.close();
  }
  const pulsar = await pulsarTranscript(classPath.classPath);
  if (options.record) await writeRecorded(pulsar);
  compareServers(report, pulsarAgainstRecord, onlyChosen(await readRecorded()), pulsar);
  const sandbox = await startSandboxTarget();
  try {
    const actual = await runSuite(sandbox.target, scenarios);
    compareServers(report, { ...sandboxAgainstPulsar, known: knownOfChosen() }, pulsar, actual);
  } finally {
    await sandbox.stop();
  }
  return report.close();
}

async function pulsarTranscript(classPath: string): Promise<Transcript> {
  const started = Date.now();
  const broker = await startPulsarStandalone(classPath);
  try {
    console.log(`Apache Pulsar ${broker.version} is up after ${seconds(started)}.`);
    const { version, adminUrl, webSocketUrl } = broker;
    const target = { kind: 'pulsar', version, adminUrl, webSocketUrl, headers: {} } as const;
    const transcript = await runSuite(target, scenarios, (name, ms) =>
      console.log(`  ran   ${name} in ${(ms / 1000).toFixed(1)} s`),
    );
    console.log(`${scenarios.length} scenarios ran on Pulsar; ${seconds(started)} in all.`);
    return transcript;
  } finally {
    await broker.stop();
  }
}

function onlyChosen(transcript: Transcript): Transcript {
  return { ...transcript, scenarios: transcript.scenarios.filter(({ scenario }) => chosen.has(scenario)) };
}

function knownOfChosen(): typeof sandboxAgainstPulsar.known {
  return sandboxAgainstPulsar.known.filter(({ scenario }) => chosen.has(scenario));
}

function seconds(started: number): string {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}
