import type { Client } from '../api/client.ts';
import { reportOf, type ErrorReport } from '../../shared/contract/errors.ts';
import {
  testStages,
  type TestStage,
  type TestStageResult,
} from '../../shared/contract/schemas/connection.ts';
import type { Profile } from '../../shared/contract/schemas/profile.ts';
import type { TypedSecrets } from './profiles.svelte.ts';

export interface StageView {
  readonly stage: TestStage;
  readonly status: 'waiting' | 'running' | TestStageResult['outcome'];
  readonly result: TestStageResult | undefined;
}

/** One run of the staged connection test, shown stage by stage while it goes on. */
export class ConnectionTest {
  isRunning = $state(false);
  error = $state.raw<ErrorReport>();
  #results = $state.raw<readonly TestStageResult[]>([]);
  #kind = $state.raw<Profile['kind']>('gdn');
  #testId = '';
  readonly #client: Client;
  readonly #createId: () => string;
  readonly #stopListening: () => void;

  /** Pulsar has no one-time passwords: saying that none was tried would be no news. */
  readonly #asked = $derived(
    this.#kind === 'pulsar' ? testStages.filter((stage) => stage !== 'oneTimePassword') : testStages,
  );

  /** Every stage in order; the first without a result is the one under way. */
  readonly stages: readonly StageView[] = $derived.by(() => {
    const hasFailed = this.#results.some(({ outcome }) => outcome === 'failed');
    const next = this.#asked.find((stage) => !this.#results.some((result) => result.stage === stage));
    const current = this.isRunning && !hasFailed ? next : undefined;
    return this.#asked.map((stage) => {
      const result = this.#results.find((ended) => ended.stage === stage);
      return { stage, result, status: result?.outcome ?? (stage === current ? 'running' : 'waiting') };
    });
  });
  readonly hasStarted = $derived(this.isRunning || this.#results.length > 0 || this.error !== undefined);
  readonly hasPassed = $derived(
    !this.isRunning &&
      this.error === undefined &&
      this.#results.length > 0 &&
      this.#results.every(({ outcome }) => outcome !== 'failed'),
  );

  constructor(client: Client, createId: () => string) {
    this.#client = client;
    this.#createId = createId;
    this.#stopListening = client.on('connections.testStage', ({ testId, result }) => {
      if (testId === this.#testId) this.#add(result);
    });
  }

  async run(profile: Profile, secrets: TypedSecrets): Promise<void> {
    const testId = this.#createId();
    this.#testId = testId;
    this.#kind = profile.kind;
    this.#results = [];
    this.error = undefined;
    this.isRunning = true;
    try {
      const results = await this.#client.call('connections.test', { testId, profile, ...secrets });
      if (testId === this.#testId) this.#results = results;
    } catch (error) {
      if (testId === this.#testId) this.error = reportOf(error);
    } finally {
      if (testId === this.#testId) this.isRunning = false;
    }
  }

  /** Forgets the run, e.g. because the form changed since. Results still under way are not shown. */
  reset(): void {
    this.#testId = '';
    this.#results = [];
    this.error = undefined;
    this.isRunning = false;
  }

  stop(): void {
    this.#stopListening();
  }

  #add(result: TestStageResult): void {
    this.#results = [...this.#results.filter(({ stage }) => stage !== result.stage), result];
  }
}
