// The scenario room: each file drives a server through one part of the protocol and records what it did. A scenario makes
// no claim of its own: a real Pulsar says what is right, the transcripts are compared.
import type { ScenarioContext } from './scenario-context.ts';

export interface Scenario {
  readonly name: string;
  /** The protocol section it looks at, e.g. `D7`. */
  readonly section: string;
  run(context: ScenarioContext): Promise<void>;
}
