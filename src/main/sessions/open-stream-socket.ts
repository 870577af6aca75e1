import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { ErrorReport } from '../../shared/contract/errors.ts';
import type { ConsumePlan, Flow, ObservePlan, SessionPlan } from '../../shared/contract/schemas/session.ts';
import type { StreamName } from '../../shared/domain/stream-name.ts';
import { ConsumerSocket } from '../sockets/consumer-socket.ts';
import type { FlowState } from '../sockets/flow-control.ts';
import { ReaderSocket, type EndOfStream } from '../sockets/reader-socket.ts';
import { createPullPermits } from '../sockets/pull-permits.ts';
import type { SocketSettings } from '../sockets/reconnecting-socket.ts';
import type { ConsumerOptions, ProvideTarget, ReaderRequest } from '../sockets/socket-request.ts';
import type { StreamSocket, StreamSocketEvents } from './stream-socket.ts';

export interface StreamSocketOptions {
  readonly stream: StreamName;
  readonly plan: SessionPlan;
  readonly provideTarget: ProvideTarget;
  /** The newest id that is committed: a reader goes on after it. */
  readonly resumeFrom: () => string | undefined;
  readonly endOfStream: EndOfStream;
  readonly network: Pick<SocketSettings, 'openWebSocket' | 'clock' | 'random'>;
}

/** The socket of a plan: a reader leaves no trace, a consumer works on a durable subscription. */
export function openStreamSocket(options: StreamSocketOptions, events: StreamSocketEvents): StreamSocket {
  return options.plan.mode === 'observe'
    ? openReader(options, options.plan, events)
    : openConsumer(options, options.plan, events);
}

const heard = (events: StreamSocketEvents) => ({
  onStatus: () => {
    events.onStatus();
  },
  onOpen: () => {
    events.onOpen();
  },
  onFrame: (data: Buffer, receivedAt: number) => {
    events.onFrame(data, receivedAt);
  },
  onLost: (cause: ErrorReport) => {
    events.onLost(cause.detail ?? cause.message);
  },
  onEndOfTopic: (ended: boolean) => {
    events.onEndOfTopic(ended);
  },
});

function openReader(
  options: StreamSocketOptions,
  plan: ObservePlan,
  events: StreamSocketEvents,
): StreamSocket {
  const request: ReaderRequest = { kind: 'reader', stream: options.stream, from: startOf(plan) };
  const { provideTarget, resumeFrom, endOfStream, network } = options;
  const reader = new ReaderSocket(
    { ...network, request, provideTarget, resumeFrom, endOfStream },
    {
      ...heard(events),
      onGap: (gap) => {
        events.onGap(gap);
      },
    },
  );
  const refuse = (): never => {
    throw new StreamscopeError(
      'INPUT_INVALID',
      'An observer answers no messages: consume the stream for that.',
    );
  };
  return {
    start: () => {
      reader.start();
    },
    stop: () => reader.stop(),
    pause: () => {
      reader.pause();
    },
    resume: () => {
      reader.resume();
    },
    status: () => reader.status,
    flow: () => flowOf(reader.flow),
    stored: () => undefined,
    acknowledge: refuse,
    negativeAcknowledge: refuse,
    unsubscribe: refuse,
  };
}

function openConsumer(
  options: StreamSocketOptions,
  plan: ConsumePlan,
  events: StreamSocketEvents,
): StreamSocket {
  const consumer = new ConsumerSocket(
    {
      ...options.network,
      provideTarget: options.provideTarget,
      request: {
        kind: 'consumer',
        stream: options.stream,
        subscription: plan.subscription,
        options: optionsOf(plan),
      },
    },
    {
      ...heard(events),
      onOpen: () => {
        events.onOpen();
        permits?.opened();
      },
      onLost: (cause) => {
        permits?.lost();
        events.onLost(cause.detail ?? cause.message);
      },
    },
  );
  const permits =
    plan.pullMode === true
      ? createPullPermits(plan.receiverQueueSize, options.network.clock.after, (count) => {
          consumer.permit(count);
        })
      : undefined;
  return {
    start: () => {
      consumer.start();
    },
    stop: () => {
      permits?.lost();
      return consumer.stop();
    },
    pause: () => {
      consumer.pause();
    },
    resume: () => {
      consumer.resume();
    },
    status: () => consumer.status,
    flow: () => flowOf(consumer.flow),
    stored: (frames) => {
      permits?.dealtWith(frames);
    },
    acknowledge: (messageIds) => {
      consumer.acknowledge(messageIds);
    },
    negativeAcknowledge: (messageIds) => {
      consumer.negativeAcknowledge(messageIds);
    },
    unsubscribe: () => {
      consumer.unsubscribe();
    },
  };
}

/** `continue` starts after the newest stored message (`resumeFrom` says which), or here when there is none. */
function startOf(plan: ObservePlan): ReaderRequest['from'] {
  if (plan.start.at === 'message') return { after: plan.start.messageId };
  return plan.start.at === 'earliest' ? 'earliest' : 'latest';
}

function optionsOf(plan: ConsumePlan): ConsumerOptions {
  const { ackTimeoutMs, consumerName, deadLetter, priorityLevel } = plan;
  return {
    type: plan.type,
    initialPosition: plan.initialPosition,
    receiverQueueSize: plan.receiverQueueSize,
    negativeAckRedeliveryDelayMs: plan.negativeAckRedeliveryDelayMs,
    ...(ackTimeoutMs === undefined ? {} : { ackTimeoutMs }),
    ...(consumerName === undefined ? {} : { consumerName }),
    ...(priorityLevel === undefined ? {} : { priorityLevel }),
    ...(plan.pullMode === true ? { pullMode: true } : {}),
    ...(deadLetter === undefined
      ? {}
      : {
          deadLetter: {
            maxRedeliverCount: deadLetter.maxRedeliveries,
            ...(deadLetter.fullName === undefined ? {} : { topic: deadLetter.fullName }),
          },
        }),
  };
}

const flowOf = ({ mode, inFlight, window, permits, stalledSince }: FlowState): Flow => ({
  inFlight,
  window,
  ...(mode === 'pull' ? { permits } : {}),
  ...(stalledSince === undefined ? {} : { stalledSince }),
});
