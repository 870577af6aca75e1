import type { SessionKind } from './ws/session.ts';

/** A failure to come: the next requests or upgrades that match are answered with a status instead. */
export interface PlannedRefusal {
  remaining: number;
  readonly status: number;
  readonly matches: (target: string) => boolean;
  readonly body?: string | undefined;
  readonly contentType?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Failures that tests and curious people order; read by the HTTP and socket shells at each request. */
export class Faults {
  /** Every HTTP answer and upgrade waits this long. */
  responseDelayMs = 0;
  /** New and live sockets write no messages. */
  isHoldingDeliveries = false;
  /** Commands of consumers and readers, and frames of producers, wait unread. */
  isHoldingAcks = false;
  readonly #upgrades: PlannedRefusal[] = [];
  readonly #routes: PlannedRefusal[] = [];

  /** Refuses the next `count` upgrades, of one kind if given. */
  refuseUpgrades(options: { count: number; status: number; kind?: SessionKind | undefined }): void {
    const { count, status, kind } = options;
    this.#upgrades.push({
      remaining: count,
      status,
      matches: (target) => kind === undefined || target === kind,
    });
  }

  /** Answers the next `count` requests whose `METHOD /path` holds `route` with a status and, if given, a body. */
  failRoute(options: {
    route: string;
    count: number;
    status: number;
    body?: string | undefined;
    contentType?: string | undefined;
    headers?: Readonly<Record<string, string>> | undefined;
  }): void {
    const { route, count, ...answer } = options;
    this.#routes.push({ ...answer, remaining: count, matches: (target) => target.includes(route) });
  }

  takeUpgradeRefusal(kind: string): PlannedRefusal | undefined {
    return take(this.#upgrades, kind);
  }

  takeRouteFailure(methodAndPath: string): PlannedRefusal | undefined {
    return take(this.#routes, methodAndPath);
  }

  clear(): void {
    this.responseDelayMs = 0;
    this.#upgrades.length = 0;
    this.#routes.length = 0;
  }
}

function take(planned: PlannedRefusal[], target: string): PlannedRefusal | undefined {
  const at = planned.findIndex((refusal) => refusal.matches(target));
  const found = planned[at];
  if (found === undefined) return undefined;
  found.remaining--;
  if (found.remaining <= 0) planned.splice(at, 1);
  return found;
}
