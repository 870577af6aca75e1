// `npm run test:pulsar`: the scenario suite against a real Apache Pulsar and against the sandbox, the two compared, then
// the product's own clients against both. Arguments, each after `--`:
//   --only <part of a name>   fewer scenarios
//   --record                  keeps what Pulsar did as the record that every later run is compared with
//   --recorded                no Pulsar: the sandbox is compared with the record
import { parseArgs } from 'node:util';
import { pulsarVersion, resolveClassPath } from './broker/class-path.ts';
import { startPulsarStandalone } from './broker/pulsar-standalone.ts';
import { unusableTools } from './broker/tools.ts';
import { judge, pulsarAgainstRecord, sandboxAgainstPulsar, tell } from './compare-servers.ts';
import { runProductCases } from './product/run-cases.ts';
import { Report } from './report.ts';
import { runSuite } from './run-suite.ts';
import { startSandboxTarget } from './sandbox-target.ts';
import { allScenarios } from './scenarios/all-scenarios.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { readRecorded, writeRecorded } from './transcript/recorded.ts';
import { merged, onlyScenarios, type Transcript } from './transcript/transcript.ts';
import type { Target } from './wire/target.ts';

const { values: options } = parseArgs({
  options: {
    record: { type: 'boolean', default: false },
    recorded: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    report: { type: 'string' },
    /** Where what Maven brings is kept. */
    cache: { type: 'string' },
    /** Why there is no Java or Maven, found out before. */
    unavailable: { type: 'string' },
  },
});
const scenarios = allScenarios.filter(({ name }) => name.includes(options.only));
const names = new Set(scenarios.map(({ name }) => name));
const sandboxComparison = {
  ...sandboxAgainstPulsar,
  known: sandboxAgainstPulsar.known.filter(({ scenario }) => names.has(scenario)),
};
const report = new Report();
// Leaving by way of `exit` ends the broker too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
if (options.record && options.only !== '') {
  console.error('--record keeps the whole suite: leave --only out.');
  process.exit(2);
}
await (options.recorded ? compareWithRecord() : comparePulsar());
process.exitCode = (await report.close(options.report)) ? 0 : 1;

async function compareWithRecord(): Promise<void> {
  const sandbox = await startSandboxTarget();
  try {
    const actual = await runOn(sandbox.target, scenarios);
    const expected = onlyScenarios(await readRecorded(), names);
    tell(report, sandboxComparison, judge(sandboxComparison, expected, actual));
    await runProductCases(sandbox.target, report, options.only);
  } finally {
    await sandbox.stop();
  }
}

async function comparePulsar(): Promise<void> {
  const version = await pulsarVersion();
  const unusable = options.unavailable ?? (await unusableTools());
  const started = Date.now();
  const found = unusable === undefined ? await resolveClassPath(version, options.cache) : undefined;
  if (found?.ok !== true) {
    report.skip(`Apache Pulsar ${version}`, unusable ?? found?.reason ?? 'not to be had here');
    return;
  }
  console.log(`Apache Pulsar ${version} is at hand after ${seconds(started)}.`);
  const broker = await startPulsarStandalone(found.classPath);
  try {
    console.log(`Apache Pulsar ${broker.version} is up after ${seconds(started)}.`);
    const { adminUrl, webSocketUrl } = broker;
    const pulsar: Target = { kind: 'pulsar', version: broker.version, adminUrl, webSocketUrl, headers: {} };
    const sandbox = await startSandboxTarget();
    try {
      await compareServers(pulsar, sandbox.target);
    } finally {
      await sandbox.stop();
    }
  } finally {
    await broker.stop();
    console.log(`${seconds(started)} in all.`);
  }
}

/** Scenarios wait for silence, which a machine under load may break: one that differs is run once more on both servers. */
async function compareServers(pulsar: Target, sandbox: Target): Promise<void> {
  let expected = await runOn(pulsar, scenarios);
  if (options.record) await writeRecorded(expected);
  const recorded = onlyScenarios(await readRecorded(), names);
  let actual = await runOn(sandbox, scenarios);
  const verdicts = () => ({
    record: judge(pulsarAgainstRecord, recorded, expected),
    sandbox: judge(sandboxComparison, expected, actual),
  });
  const first = verdicts();
  const doubtful = new Set(
    [...first.record, ...first.sandbox]
      .filter(({ details }) => details.length > 0)
      .map(({ scenario }) => scenario),
  );
  if (doubtful.size > 0) {
    report.note(`run a second time: ${[...doubtful].join(', ')}`);
    const again = scenarios.filter(({ name }) => doubtful.has(name));
    expected = merged(expected, await runOn(pulsar, again));
    actual = merged(actual, await runOn(sandbox, again));
  }
  const last = verdicts();
  tell(report, pulsarAgainstRecord, last.record);
  tell(report, sandboxComparison, last.sandbox);
  for (const target of [pulsar, sandbox]) await runProductCases(target, report, options.only);
}

async function runOn(target: Target, list: readonly Scenario[]): Promise<Transcript> {
  const started = Date.now();
  const transcript = await runSuite(target, list);
  console.log(`${list.length} scenarios ran on ${target.kind} ${target.version} in ${seconds(started)}.`);
  return transcript;
}

function seconds(started: number): string {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}
