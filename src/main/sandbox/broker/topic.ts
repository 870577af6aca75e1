import type { Clock } from '../../../shared/domain/clock.ts';
import { BrokerError } from './broker-error.ts';
import type { SubscriptionType } from './dispatcher.ts';
import type { Message, MessageDraft } from './message.ts';
import { MessageLog } from './message-log.ts';
import type { Producer } from './producer.ts';
import { RateMeter } from './rate-meter.ts';
import type { Retention } from './retention.ts';
import { Subscription } from './subscription.ts';
import type { TopicName } from './topic-name.ts';

/** A broker starts a new ledger after this many entries, so ids show several ledgers (Pulsar's own default). */
const ENTRIES_PER_LEDGER = 50_000;

export interface TopicOptions {
  readonly name: TopicName;
  /** -1, or the number of this partition of a partitioned topic. */
  readonly partition: number;
  readonly clock: Clock;
  readonly retention: Retention;
  readonly nextLedgerId: () => number;
}

export interface LedgerSpan {
  readonly ledgerId: number;
  readonly openedMs: number;
  entries: number;
  bytes: number;
}

/** One topic (or one partition of one): its log, its subscriptions and its producers. */
export class Topic {
  readonly name: TopicName;
  readonly partition: number;
  readonly createdMs: number;
  readonly log = new MessageLog();
  readonly subscriptions = new Map<string, Subscription>();
  readonly producers = new Map<string, Producer>();
  readonly ledgers: LedgerSpan[] = [];
  /** Called once when the topic is deleted. */
  readonly onRemoved = new Set<() => void>();
  readonly rateIn: RateMeter;
  messagesIn = 0;
  /** Batches count once. */
  entriesIn = 0;
  bytesIn = 0;
  /** Messages that the hard retention bound took from a subscription which had not acknowledged them. */
  droppedUnacked = 0;
  isTerminated = false;
  isDeleted = false;
  readonly #clock: Clock;
  readonly #retention: Retention;
  readonly #nextLedgerId: () => number;
  #lastPublishMs = 0;

  constructor(options: TopicOptions) {
    this.name = options.name;
    this.partition = options.partition;
    this.#clock = options.clock;
    this.#retention = options.retention;
    this.#nextLedgerId = options.nextLedgerId;
    this.createdMs = options.clock.now();
    this.rateIn = new RateMeter(this.createdMs);
    this.#openLedger();
  }

  get isInUse(): boolean {
    return this.producers.size > 0 || this.subscriptions.size > 0;
  }

  /** Where the next message will lie. */
  get nextPosition(): { ledgerId: number; entryId: number; partition: number } {
    const { ledgerId, entries } = this.#currentLedger();
    return { ledgerId, entryId: entries, partition: this.partition };
  }

  publish(draft: MessageDraft): Message {
    const [message] = this.#store([draft], { asBatch: false });
    if (message === undefined) throw new BrokerError('topic-deleted', 'Topic is closed');
    return message;
  }

  /** Stores several messages as one entry: same ledger and entry, batch index from 0 (protocol D13). */
  publishBatch(drafts: readonly MessageDraft[]): readonly Message[] {
    return this.#store(drafts, { asBatch: true });
  }

  /** Stores messages that were published earlier, in order of their time: the history a sandbox starts with. */
  publishAt(draft: MessageDraft, publishTimeMs: number): Message | undefined {
    return this.#store([draft], { asBatch: false, publishTimeMs })[0];
  }

  /** The subscription, created at `startIndex` when it is new. */
  subscribe(
    name: string,
    options: { type: SubscriptionType; isDurable: boolean; startIndex: number },
  ): Subscription {
    if (this.isDeleted) throw new BrokerError('topic-not-found', `Topic ${this.name.local} was deleted`);
    const existing = this.subscriptions.get(name);
    if (existing !== undefined) {
      if (existing.isDurable && !options.isDurable) {
        throw new BrokerError(
          'subscription-exists',
          'Durable subscription with the same name already exists.',
        );
      }
      return existing;
    }
    const subscription = new Subscription(this.log, this.#clock, { name, ...options });
    this.subscriptions.set(name, subscription);
    return subscription;
  }

  subscription(name: string): Subscription {
    const found = this.subscriptions.get(name);
    if (found === undefined)
      throw new BrokerError('subscription-not-found', `Subscription ${name} not found`);
    return found;
  }

  unsubscribe(name: string, options: { force: boolean }): void {
    const subscription = this.subscription(name);
    if (subscription.consumers.length > 0 && !options.force) {
      throw new BrokerError('subscription-in-use', 'Subscription has active connected consumers');
    }
    subscription.stop();
    this.subscriptions.delete(name);
    this.#trim();
  }

  /** Closes the log for new messages (protocol E2). */
  terminate(): void {
    this.isTerminated = true;
  }

  /** Leaves connected sockets open and silent, as the real service does (protocol D10). */
  remove(): void {
    this.isDeleted = true;
    for (const subscription of this.subscriptions.values()) subscription.stop();
    this.subscriptions.clear();
    this.producers.clear();
    const told = [...this.onRemoved];
    this.onRemoved.clear();
    for (const tell of told) tell();
  }

  /** Drops messages that nobody needs beyond the retention bounds. Runs after publishing and by the broker's own clock. */
  #trim(): void {
    const { soft, hard } = this.#retention;
    const log = this.log;
    if (log.count <= soft.messages && log.bytes <= soft.bytes) return;
    const neededFrom = this.#neededFrom();
    while (log.count > soft.messages || log.bytes > soft.bytes) {
      const isOverHardBound = log.count > hard.messages || log.bytes > hard.bytes;
      if (log.firstIndex >= neededFrom && !isOverHardBound) break;
      log.dropFirst();
    }
    for (const subscription of this.subscriptions.values()) {
      this.droppedUnacked += subscription.forgetBefore(log.firstIndex);
    }
    const oldestLedger = log.at(log.firstIndex)?.ledgerId;
    while (
      this.ledgers.length > 1 &&
      oldestLedger !== undefined &&
      (this.ledgers[0]?.ledgerId ?? oldestLedger) < oldestLedger
    ) {
      this.ledgers.shift();
    }
  }

  #neededFrom(): number {
    let needed = this.log.nextIndex;
    for (const { cursor } of this.subscriptions.values()) needed = Math.min(needed, cursor.settledBefore);
    return needed;
  }

  #store(
    drafts: readonly MessageDraft[],
    options: { asBatch: boolean; publishTimeMs?: number },
  ): readonly Message[] {
    if (this.isDeleted) throw new BrokerError('topic-deleted', 'Topic does not exist');
    if (this.isTerminated) throw new BrokerError('topic-terminated', 'Topic was already terminated');
    const nowMs = this.#clock.now();
    // Publish times never go back within a log, or searching by time would miss messages.
    const publishTimeMs = Math.max(this.#lastPublishMs, options.publishTimeMs ?? nowMs);
    this.#lastPublishMs = publishTimeMs;
    const ledger = this.#currentLedger();
    const entryId = ledger.entries++;
    this.entriesIn++;
    const stored = drafts.map((draft, batchIndex): Message => {
      const message: Message = {
        payload: draft.payload,
        payloadBytes: draft.payloadBytes,
        properties: draft.properties,
        key: draft.key,
        eventTimeMs: draft.eventTimeMs,
        deliverAtMs: draft.deliverAtMs,
        producerName: draft.producerName,
        sequenceId: draft.sequenceId,
        index: this.log.nextIndex,
        publishTimeMs,
        ledgerId: ledger.ledgerId,
        entryId,
        partition: this.partition,
        batchIndex: options.asBatch ? batchIndex : -1,
        batchSize: options.asBatch ? drafts.length : 0,
      };
      this.log.append(message);
      this.messagesIn++;
      this.bytesIn += draft.payloadBytes;
      ledger.bytes += draft.payloadBytes;
      // History has counters but no rate: it did not come in just now.
      if (options.publishTimeMs === undefined) this.rateIn.record(nowMs, 1, draft.payloadBytes);
      return message;
    });
    for (const subscription of this.subscriptions.values()) subscription.dispatch();
    this.#trim();
    return stored;
  }

  #currentLedger(): LedgerSpan {
    const current = this.ledgers[this.ledgers.length - 1];
    return current !== undefined && current.entries < ENTRIES_PER_LEDGER ? current : this.#openLedger();
  }

  #openLedger(): LedgerSpan {
    const ledger = { ledgerId: this.#nextLedgerId(), openedMs: this.#clock.now(), entries: 0, bytes: 0 };
    this.ledgers.push(ledger);
    return ledger;
  }
}
