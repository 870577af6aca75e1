import type { Client } from '../api/client.ts';
import type { ReplayPlan, ReplayState } from '../../shared/contract/schemas/replay.ts';

/** Replays that run or ran, newest first. */
export class Replays {
  all = $state.raw<readonly ReplayState[]>([]);
  readonly running = $derived(this.all.filter(({ phase }) => phase === 'running' || phase === 'paused'));
  readonly #client: Client;
  readonly #stopListening: () => void;

  constructor(client: Client) {
    this.#client = client;
    this.#stopListening = client.on('replay.changed', (replay) => {
      this.#learn(replay);
    });
  }

  async load(): Promise<void> {
    const all = await this.#client.call('replay.list');
    this.all = all.toSorted((one, other) => other.startedAt - one.startedAt);
  }

  async start(plan: ReplayPlan): Promise<ReplayState> {
    const replay = await this.#client.call('replay.start', plan);
    if (!this.all.some(({ replayId }) => replayId === replay.replayId)) this.#learn(replay);
    return replay;
  }

  async pause(replayId: string): Promise<void> {
    await this.#client.call('replay.pause', { replayId });
  }

  async resume(replayId: string): Promise<void> {
    await this.#client.call('replay.resume', { replayId });
  }

  async cancel(replayId: string): Promise<void> {
    await this.#client.call('replay.cancel', { replayId });
  }

  stop(): void {
    this.#stopListening();
  }

  #learn(replay: ReplayState): void {
    const known = this.all.some(({ replayId }) => replayId === replay.replayId);
    this.all = known
      ? this.all.map((other) => (other.replayId === replay.replayId ? replay : other))
      : [replay, ...this.all];
  }
}
