// The transcript room: what a server did, with everything that differs from run to run made relative, so that two runs,
// or two servers, can be compared word by word.

/** One observed fact; the label is unique in its scenario. */
export interface TranscriptStep {
  readonly step: string;
  readonly value: unknown;
}

export interface ScenarioTranscript {
  readonly scenario: string;
  /** The protocol section the scenario looks at. */
  readonly section: string;
  readonly steps: readonly TranscriptStep[];
}

export interface Transcript {
  readonly server: string;
  readonly version: string;
  readonly scenarios: readonly ScenarioTranscript[];
}

export function onlyScenarios(transcript: Transcript, names: ReadonlySet<string>): Transcript {
  return { ...transcript, scenarios: transcript.scenarios.filter(({ scenario }) => names.has(scenario)) };
}

/** The first transcript, with the scenarios that the second one has taken from there. */
export function merged(first: Transcript, second: Transcript): Transcript {
  const newer = new Map(second.scenarios.map((entry) => [entry.scenario, entry]));
  return { ...first, scenarios: first.scenarios.map((entry) => newer.get(entry.scenario) ?? entry) };
}

/** Transcripts are read by people too: one fact a line where it fits. */
export function transcriptText(transcript: Transcript): string {
  const scenarios = transcript.scenarios.map(({ scenario, section, steps }) => {
    const lines = steps.map((step) => `      ${JSON.stringify(step)}`).join(',\n');
    const head = `"scenario": ${JSON.stringify(scenario)}, "section": ${JSON.stringify(section)}`;
    return `    {\n      ${head}, "steps": [\n${lines}\n    ]}`;
  });
  const head = `  "server": ${JSON.stringify(transcript.server)},\n  "version": ${JSON.stringify(transcript.version)}`;
  return `{\n${head},\n  "scenarios": [\n${scenarios.join(',\n')}\n  ]\n}\n`;
}
