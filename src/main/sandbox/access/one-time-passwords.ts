import type { Clock } from '../../../shared/domain/clock.ts';

/** Unused passwords kept at most; the oldest is forgotten first, as it would be by its age. */
const MAX_OUTSTANDING = 10_000;

/** One-time passwords for sockets: each opens one, soon (protocol A4). */
export class OneTimePasswords {
  readonly #clock: Clock;
  readonly #timeToLiveMs: number;
  readonly #isSingleUse: boolean;
  readonly #random: (bytes: number) => string;
  readonly #issuedMs = new Map<string, number>();

  constructor(options: {
    clock: Clock;
    timeToLiveMs: number;
    isSingleUse: boolean;
    random: (bytes: number) => string;
  }) {
    this.#clock = options.clock;
    this.#timeToLiveMs = options.timeToLiveMs;
    this.#isSingleUse = options.isSingleUse;
    this.#random = options.random;
  }

  issue(): string {
    const password = this.#random(16);
    this.#issuedMs.set(password, this.#clock.now());
    if (this.#issuedMs.size > MAX_OUTSTANDING) {
      for (const oldest of this.#issuedMs.keys()) {
        this.#issuedMs.delete(oldest);
        break;
      }
    }
    return password;
  }

  /** True once for a password that is known and young enough. */
  redeem(password: string): boolean {
    const issuedMs = this.#issuedMs.get(password);
    if (issuedMs === undefined) return false;
    const isYoung = this.#clock.now() - issuedMs < this.#timeToLiveMs;
    if (this.#isSingleUse || !isYoung) this.#issuedMs.delete(password);
    return isYoung;
  }

  expireAll(): void {
    this.#issuedMs.clear();
  }
}
