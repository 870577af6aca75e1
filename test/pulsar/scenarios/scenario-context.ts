import { setTimeout as delay } from 'node:timers/promises';
import { Normaliser } from '../transcript/normaliser.ts';
import type { TranscriptStep } from '../transcript/transcript.ts';
import { adminRequest, type AdminAnswer } from '../wire/admin-request.ts';
import { openSocket, type Upgrade } from '../wire/open-socket.ts';
import type { RawSocket } from '../wire/raw-socket.ts';
import type { Target } from '../wire/target.ts';
import { streamPath, type StreamDomain, type StreamPath } from './stream-path.ts';

const NAMESPACE = 'public/default';
const POLL_MS = 100;

export type Parameters = Readonly<Record<string, string | number | boolean>>;

/** What a scenario works with: names of its own, sockets, admin calls, and the record. */
export class ScenarioContext {
  readonly target: Target;
  readonly steps: TranscriptStep[] = [];
  readonly #normaliser = new Normaliser(() => Date.now());
  readonly #sockets: RawSocket[] = [];
  readonly #scenario: string;
  readonly #run: string;

  constructor(target: Target, scenario: string, run: string) {
    this.target = target;
    this.#scenario = scenario;
    this.#run = run;
  }

  /** A name that no other scenario or run uses; recorded as `<label>`. */
  unique(label: string): string {
    const name = `${this.#scenario}-${label}-${this.#run}`;
    this.#normaliser.rename(name, label);
    return name;
  }

  /** A topic of its own; it is created by its first use. */
  topic(label = 'topic', domain: StreamDomain = 'persistent'): StreamPath {
    return streamPath(NAMESPACE, this.unique(label), domain);
  }

  record(step: string, value: unknown): void {
    if (this.steps.some((known) => known.step === step)) throw new Error(`"${step}" is recorded twice.`);
    // Through JSON, so that a transcript in memory equals one from a file.
    const plain: unknown = JSON.parse(JSON.stringify(this.#normaliser.value(value) ?? null));
    this.steps.push({ step, value: plain });
  }

  /** Opens `/ws/v2/{path}`; whatever comes of it is an answer. */
  async upgrade(path: string, parameters: Parameters = {}): Promise<Upgrade> {
    const url = `${this.target.webSocketUrl}/ws/v2/${path}${queryOf(parameters)}`;
    const upgrade = await openSocket(url, this.target.headers);
    if (upgrade.kind === 'open') this.#sockets.push(upgrade.socket);
    return upgrade;
  }

  /** Opens a socket that the scenario cannot go on without. */
  async open(path: string, parameters: Parameters = {}): Promise<RawSocket> {
    const upgrade = await this.upgrade(path, parameters);
    if (upgrade.kind === 'open') return upgrade.socket;
    const cause = upgrade.kind === 'refused' ? `${upgrade.status} ${upgrade.body}` : upgrade.error;
    throw new Error(`${path.split('/')[0] ?? path} was not opened: ${cause}`);
  }

  producer(topic: StreamPath, parameters: Parameters = {}): Promise<RawSocket> {
    return this.open(`producer/${topic.path}`, parameters);
  }

  consumer(topic: StreamPath, subscription: string, parameters: Parameters = {}): Promise<RawSocket> {
    return this.open(`consumer/${topic.path}/${encodeURIComponent(subscription)}`, parameters);
  }

  reader(topic: StreamPath, parameters: Parameters = {}): Promise<RawSocket> {
    return this.open(`reader/${topic.path}`, parameters);
  }

  admin(method: string, path: string, body?: unknown): Promise<AdminAnswer> {
    return adminRequest(this.target, method, path, body);
  }

  /** Repeats a look until it satisfies; the last one is returned in any case. */
  async until<T>(look: () => Promise<T>, isEnough: (value: T) => boolean, withinMs = 8_000): Promise<T> {
    const deadline = Date.now() + withinMs;
    let value = await look();
    while (!isEnough(value) && Date.now() < deadline) {
      await delay(POLL_MS);
      value = await look();
    }
    return value;
  }

  async close(): Promise<void> {
    await Promise.all(this.#sockets.map((socket) => socket.close()));
  }
}

function queryOf(parameters: Parameters): string {
  const pairs = Object.entries(parameters).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
