import type { Message } from './message.ts';
import { RateMeter } from './rate-meter.ts';

/** The broker stops feeding a Shared consumer that owes this many acknowledgements (protocol D7). */
export const MAX_UNACKED_PER_CONSUMER = 50_000;

/** What receives a consumer's messages: a socket's delivery queue or a simulated application. */
export interface ConsumerSink {
  receive(consumer: Consumer, message: Message, redeliveryCount: number): void;
  /** Forgets what was received but not handed on yet; returns how many messages that were. */
  discardQueued(consumer: Consumer): number;
}

export interface ConsumerOptions {
  readonly name: string;
  readonly sink: ConsumerSink;
  /** Messages the sink takes in advance (`receiverQueueSize`); 0 means one at a time on request. */
  readonly queueSize: number;
  /** 0 is best (protocol D3). */
  readonly priorityLevel: number;
  readonly address: string;
  readonly connectedAtMs: number;
}

/** One attached consumer with its permits and the messages it has not settled. */
export class Consumer {
  readonly name: string;
  readonly sink: ConsumerSink;
  readonly queueSize: number;
  readonly priorityLevel: number;
  readonly address: string;
  readonly connectedAtMs: number;
  readonly unacked = new Set<number>();
  readonly rateOut: RateMeter;
  readonly rateRedeliver: RateMeter;
  permits: number;
  messagesOut = 0;
  bytesOut = 0;
  lastAckedMs = 0;
  firstConsumedMs = 0;
  lastConsumedMs = 0;
  lastFlowMs = 0;

  constructor(options: ConsumerOptions) {
    this.name = options.name;
    this.sink = options.sink;
    this.queueSize = options.queueSize;
    this.priorityLevel = options.priorityLevel;
    this.address = options.address;
    this.connectedAtMs = options.connectedAtMs;
    this.permits = options.queueSize;
    this.lastFlowMs = options.connectedAtMs;
    this.rateOut = new RateMeter(options.connectedAtMs);
    this.rateRedeliver = new RateMeter(options.connectedAtMs);
  }

  get isBlockedOnUnacked(): boolean {
    return this.unacked.size >= MAX_UNACKED_PER_CONSUMER;
  }

  get hasPermit(): boolean {
    return this.permits > 0;
  }

  give(message: Message, redeliveryCount: number, nowMs: number): void {
    this.permits--;
    this.unacked.add(message.index);
    this.messagesOut++;
    this.bytesOut += message.payloadBytes;
    if (this.firstConsumedMs === 0) this.firstConsumedMs = nowMs;
    this.lastConsumedMs = nowMs;
    this.rateOut.record(nowMs, 1, message.payloadBytes);
    if (redeliveryCount > 0) this.rateRedeliver.record(nowMs, 1, message.payloadBytes);
    this.sink.receive(this, message, redeliveryCount);
  }

  /** Takes back everything handed out, as when its connection starts afresh. */
  restart(): void {
    this.sink.discardQueued(this);
    this.unacked.clear();
    this.permits = this.queueSize;
  }
}
