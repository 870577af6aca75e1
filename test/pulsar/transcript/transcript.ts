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
