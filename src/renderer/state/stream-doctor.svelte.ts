import type { Client } from '../api/client.ts';
import type { StreamPlace } from './stream-place.ts';
import type { Timers } from './timers.ts';
import { reportOf, type ErrorReport } from '../../shared/contract/errors.ts';
import { diagnose } from '../../shared/domain/diagnosis/diagnose.ts';
import type { Finding } from '../../shared/domain/diagnosis/finding.ts';
import { trendWindow, type StatsSample } from '../../shared/domain/diagnosis/trend.ts';

/** Between two looks while somebody looks on. */
export const lookEveryMs = 5_000;
/** Samples that can tell growth; older ones are forgotten. */
const mostSamples = Math.ceil(trendWindow / lookEveryMs) + 1;

/** What one subscription has, the worst first; null for the stream as a whole. */
export interface Examined {
  readonly subscription: string | null;
  readonly findings: readonly Finding[];
}

export interface StreamDoctorOptions {
  readonly client: Client;
  readonly timers: Timers;
  readonly place: StreamPlace;
  /** How a moment is written to somebody who looks at `now`. */
  readonly timeWords: (at: number, now: number) => string;
}

/** Looks at one stream again and again, and says what its subscriptions suffer from. It asks for figures and changes nothing. */
export class StreamDoctor {
  /** Oldest first. */
  samples = $state.raw<readonly StatsSample[]>([]);
  error = $state.raw<ErrorReport>();
  isLooking = $state(false);
  readonly latest: StatsSample | undefined = $derived(this.samples.at(-1));
  /** Readers come and go with their sockets and hold nothing back. */
  readonly readers: number = $derived(
    this.latest?.stats.subscriptions.filter(({ durable }) => !durable).length ?? 0,
  );
  readonly examined: readonly Examined[] = $derived.by(() => {
    const { latest } = this;
    if (latest === undefined) return [];
    const subscriptions = latest.stats.subscriptions.filter(({ durable }) => durable);
    const { at, stats } = latest;
    const earlier = this.samples.slice(0, -1);
    const findings = diagnose({ ...stats, subscriptions }, earlier, at, (time) => this.#timeWords(time, at));
    const names = findings
      .map(({ subscription }) => subscription)
      .filter((name, at, all) => all.indexOf(name) === at);
    return names.map((name) => ({
      subscription: name,
      findings: findings.filter(({ subscription }) => subscription === name),
    }));
  });
  readonly #client: Client;
  readonly #timers: Timers;
  readonly #place: StreamPlace;
  readonly #timeWords: StreamDoctorOptions['timeWords'];
  readonly #stopLooking: () => void;

  constructor({ client, timers, place, timeWords }: StreamDoctorOptions) {
    this.#client = client;
    this.#timers = timers;
    this.#place = place;
    this.#timeWords = timeWords;
    this.#stopLooking = timers.every(lookEveryMs, () => void this.look());
  }

  async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    const { connectionId, fullName } = this.#place;
    try {
      const [answer] = await this.#client.call('streams.stats', { connectionId, fullNames: [fullName] });
      this.error = undefined;
      if (answer !== undefined)
        this.samples = [...this.samples, { at: this.#timers.now(), stats: answer.stats }].slice(-mostSamples);
    } catch (error) {
      this.error = reportOf(error);
    } finally {
      this.isLooking = false;
    }
  }

  stop(): void {
    this.#stopLooking();
  }
}
