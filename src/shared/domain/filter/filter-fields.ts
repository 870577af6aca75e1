/** The variables of the filter language: their types, what reading them costs, and the words for completion. */
import { messageStates } from '../message-state.ts';
import { payloadKinds } from '../payload-kind.ts';

/** Where a variable's value is read from, cheapest first. */
export const fieldCosts = ['row', 'properties', 'payload'] as const;
export type FieldCost = (typeof fieldCosts)[number];

type FieldType = 'string' | 'int' | 'bool' | 'timestamp' | 'properties' | 'json';

export interface FilterField {
  readonly name: FieldName;
  readonly type: FieldType;
  /** True when a message may lack it: then it is `null`. */
  readonly isNullable: boolean;
  readonly cost: FieldCost;
  readonly description: string;
  /** The only values it can have, where that is known. */
  readonly words?: readonly string[];
}

export const fieldNames = [
  'key',
  'value',
  'text',
  'properties',
  'publishTime',
  'eventTime',
  'receivedAt',
  'size',
  'deliveries',
  'redeliveries',
  'state',
  'kind',
  'ledger',
  'entry',
  'partition',
  'marked',
  'comment',
] as const;
export type FieldName = (typeof fieldNames)[number];

const descriptions: Record<FieldName, string> = {
  key: 'message key, null when there is none',
  value: 'payload as JSON, null when it is none',
  text: 'payload as text',
  properties: 'properties by name',
  publishTime: 'when the broker took it',
  eventTime: 'when the event happened, by its producer; null when not given',
  receivedAt: 'when we received it first',
  size: 'payload size in bytes',
  deliveries: 'how often it came to a consumer, 1 when only observed',
  redeliveries: "the broker's own redelivery count",
  state: 'where the message stands with us',
  kind: 'what the payload looks like',
  ledger: 'ledger of the message id',
  entry: 'entry of the message id',
  partition: 'partition of the message id, -1 for none',
  marked: 'whether you marked it',
  comment: 'your comment on it, empty for none',
};

const types: Record<FieldName, FieldType> = {
  key: 'string',
  value: 'json',
  text: 'string',
  properties: 'properties',
  publishTime: 'timestamp',
  eventTime: 'timestamp',
  receivedAt: 'timestamp',
  size: 'int',
  deliveries: 'int',
  redeliveries: 'int',
  state: 'string',
  kind: 'string',
  ledger: 'int',
  entry: 'int',
  partition: 'int',
  marked: 'bool',
  comment: 'string',
};

const nullable: readonly FieldName[] = ['key', 'publishTime', 'eventTime'];
const words: Partial<Record<FieldName, readonly string[]>> = { state: messageStates, kind: payloadKinds };

export const filterFields: readonly FilterField[] = fieldNames.map((name) => {
  const type = types[name];
  const known = words[name];
  const cost = name === 'properties' ? 'properties' : name === 'value' || name === 'text' ? 'payload' : 'row';
  const field = {
    name,
    type,
    isNullable: nullable.includes(name),
    cost,
    description: descriptions[name],
  } as const;
  return known === undefined ? field : { ...field, words: known };
});

const fieldsByName: ReadonlyMap<string, FilterField> = new Map(
  filterFields.map((field) => [field.name, field]),
);

export function fieldNamed(name: string): FilterField | undefined {
  return fieldsByName.get(name);
}
