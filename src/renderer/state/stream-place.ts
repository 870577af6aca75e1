import { parseStreamName, readGdnTopic } from '../../shared/domain/stream-name.ts';

/** Which stream is meant, in the words of the contract plus the name people call it by. */
export interface StreamPlace {
  readonly connectionId: string;
  /** `persistent://tenant/namespace/topic` */
  readonly fullName: string;
  readonly name: string;
}

/** The name people use for a full name: the topic without GDN's prefix; an unreadable name stands for itself. */
export function streamNameOf(fullName: string): string {
  const parsing = parseStreamName(fullName);
  return parsing.ok ? readGdnTopic(parsing.name.topic).name : fullName;
}

export function isSamePlace(one: StreamPlace, other: StreamPlace): boolean {
  return one.connectionId === other.connectionId && one.fullName === other.fullName;
}
