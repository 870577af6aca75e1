/** Room `publish`: one producer socket a stream, opened when first needed, and the record of what was sent. */
import { reportOf, StreamscopeError } from '../../shared/contract/errors.ts';
import type { NewPublished, Store } from '../store/store.ts';
import type { Profile } from '../../shared/contract/schemas/profile.ts';
import type { OutgoingMessage, PublishTarget, Receipt } from '../../shared/contract/schemas/publish.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { isStreamOrPartition } from '../../shared/domain/stream-name.ts';
import { streamTitle } from '../../shared/domain/stream-title.ts';
import { requireTypedName } from '../profiles/guard.ts';
import type { PublishProducer } from './publish-producer.ts';

/** A producer nobody used for so long is closed: an idle socket costs the service a place. */
export const idleCloseMs = 60_000;
/** Producers open at once; the one unused for longest gives way. */
export const producerLimit = 32;

export interface PublishService {
  /** Publishes one message and waits for its receipt; rejects with SEND_*, FRAME_TOO_LARGE and the like. */
  send(target: PublishTarget, message: OutgoingMessage): Promise<Receipt>;
  detachConnection(connectionId: string): Promise<void>;
  /** Closes the producers of one stream and of its partitions. */
  detachStream(connectionId: string, fullName: string): Promise<void>;
  stop(): Promise<void>;
}

export interface PublishOptions {
  readonly store: Pick<Store, 'ensureStream' | 'recordPublished'>;
  readonly clock: Clock;
  readonly profileOf: (connectionId: string) => Profile;
  readonly openProducer: (target: PublishTarget) => PublishProducer;
  readonly onProblem: (words: string, thrown: unknown) => void;
}

interface Held {
  readonly connectionId: string;
  readonly fullName: string;
  readonly producerName: string | undefined;
  readonly producer: PublishProducer;
  readonly streamId: Promise<number>;
  lastUsed: number;
  cancelIdle: () => void;
}

export function createPublishService(options: PublishOptions): PublishService {
  const { clock, store } = options;
  const held = new Map<string, Held>();
  /** Producers on their way out, by the name that is free only once they are gone. */
  const leaving = new Map<string, Promise<void>>();
  let sent = 0;

  async function release(key: string): Promise<void> {
    const found = held.get(key);
    if (found === undefined) return;
    held.delete(key);
    found.cancelIdle();
    await found.producer.stop();
  }

  async function releaseWhere(fits: (one: Held) => boolean): Promise<void> {
    const keys = [...held].flatMap(([key, one]) => (fits(one) ? [key] : []));
    await Promise.all(keys.map(release));
  }

  /** A name belongs to one producer of a stream: with other options, the one that has it goes first. */
  async function freeName(key: string, target: PublishTarget): Promise<void> {
    const producerName = target.options?.producerName;
    if (producerName === undefined) return;
    const name = [target.connectionId, target.fullName, producerName].join(' ');
    const [namesake] = [...held].filter(
      ([other, one]) =>
        other !== key &&
        one.producerName === producerName &&
        one.connectionId === target.connectionId &&
        one.fullName === target.fullName,
    );
    if (namesake !== undefined)
      leaving.set(
        name,
        release(namesake[0]).finally(() => leaving.delete(name)),
      );
    await leaving.get(name);
  }

  function hold(key: string, target: PublishTarget, profile: Profile): Held {
    const found = held.get(key) ?? open(key, target, profile);
    found.lastUsed = clock.now();
    found.cancelIdle();
    found.cancelIdle = clock.after(idleCloseMs, () => void release(key));
    return found;
  }

  function open(key: string, target: PublishTarget, profile: Profile): Held {
    const { connectionId, fullName } = target;
    if (held.size >= producerLimit) {
      const [oldest] = [...held].sort(([, a], [, b]) => a.lastUsed - b.lastUsed);
      if (oldest !== undefined) void release(oldest[0]);
    }
    const identity = { connectionId, kind: profile.kind, fullName, title: streamTitle(fullName) };
    const opened: Held = {
      connectionId,
      fullName,
      producerName: target.options?.producerName,
      producer: options.openProducer(target),
      streamId: store.ensureStream(identity).then(({ streamId }) => streamId),
      lastUsed: clock.now(),
      cancelIdle: () => undefined,
    };
    // A history that cannot be written is no reason not to publish: recording reports it.
    opened.streamId.catch(() => undefined);
    held.set(key, opened);
    return opened;
  }

  function record(streamId: Promise<number>, published: Omit<NewPublished, 'streamId'>): void {
    streamId
      .then((id) => store.recordPublished({ ...published, streamId: id }))
      .catch((thrown: unknown) => {
        options.onProblem(
          'A published message could not be written into the history of sent messages',
          thrown,
        );
      });
  }

  return {
    async send(target, message) {
      const profile = options.profileOf(target.connectionId);
      requireTypedName(profile, streamTitle(target.fullName), target.typedName);
      const key = keyOf(target);
      await freeName(key, target);
      const { producer, streamId } = hold(key, target, profile);
      const sentAt = clock.now();
      sent += 1;
      const base = {
        session: 'publish',
        context: String(sent),
        sentAt,
        key: message.key ?? null,
        properties: message.properties,
        payload: message.payload,
        replayOf: null,
      };
      try {
        const receipt = await producer.send(message);
        const { messageId, ms } = receipt;
        record(streamId, {
          ...base,
          outcome: 'confirmed',
          messageId,
          tookMs: ms,
          errorCode: null,
          errorText: null,
        });
        return receipt;
      } catch (thrown) {
        const { code, message: errorText } = reportOf(thrown);
        const unknown = code === 'SEND_OUTCOME_UNKNOWN' || code === 'SEND_TIMEOUT';
        const outcome = unknown ? 'unknown' : 'refused';
        record(streamId, { ...base, outcome, messageId: null, tookMs: null, errorCode: code, errorText });
        throw thrown instanceof StreamscopeError
          ? thrown
          : new StreamscopeError('INTERNAL', errorText, { cause: thrown });
      }
    },
    detachConnection: (connectionId) => releaseWhere((one) => one.connectionId === connectionId),
    detachStream: (connectionId, fullName) =>
      releaseWhere((one) => one.connectionId === connectionId && isStreamOrPartition(one.fullName, fullName)),
    async stop() {
      await Promise.all([...held.keys()].map(release));
    },
  };
}

/** Producers of one stream with other options are others. */
function keyOf({ connectionId, fullName, options = {} }: PublishTarget): string {
  const set = Object.entries(options).sort(([left], [right]) => left.localeCompare(right));
  return [connectionId, fullName, ...(set.length === 0 ? [] : [JSON.stringify(set)])].join(' ');
}
