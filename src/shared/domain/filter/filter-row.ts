/**
 * The filter room: one expression in CEL says which messages a person wants to see. It owns the language
 * (variables, limits, what a missing field means), compiling and evaluating a filter, the part of it that SQL
 * can answer, and what an editor needs: tokens, completions, and filters made from a value that was clicked.
 */
import type { MessageState } from '../message-state.ts';
import type { PayloadKind } from '../payload-kind.ts';

/**
 * One message as a filter sees it. What costs is asked for by a call, and only when the filter needs it;
 * both calls must give the same answer however often they are made.
 */
export interface FilterRow {
  readonly key: string | null;
  /** Epoch milliseconds; null when the wire carried no time that can be read. */
  readonly publishTime: number | null;
  readonly eventTime: number | null;
  readonly receivedAt: number;
  /** Payload bytes. */
  readonly size: number;
  /** Our own count of deliveries. */
  readonly deliveries: number;
  /** The broker's word for it, which may stay 0. */
  readonly redeliveries: number;
  readonly state: MessageState;
  readonly kind: PayloadKind;
  /** 64 bits, read as signed; decimal text as it crosses IPC is fine. */
  readonly ledger: bigint | string;
  readonly entry: bigint | string;
  readonly partition: number;
  /** Whether a person marked it, and their words on it; empty when there are none. */
  readonly marked: boolean;
  readonly comment: string;
  /** A later property of the same name wins, as on the wire. */
  properties(): ReadonlyMap<string, string>;
  /** The payload as text; bytes that are no UTF-8 stand as U+FFFD. */
  text(): string;
}

/**
 * What a filter says of a row. `failed`: it could not be judged, because a field it needs is missing or of another
 * type; such a row does not match, and is counted apart so that nobody mistakes it for "looked at and refused".
 */
export type Verdict = 'match' | 'no-match' | 'failed';
