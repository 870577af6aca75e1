/** Table `message_status`: what changed of a message after its first delivery. */
import { messageStates, type MessageState } from '../../../../shared/domain/message-state.ts';
import type { WritableDb } from '../brands.ts';
import { stateOf } from './summaries.ts';

const toConsumer = `
  insert into message_status (row_id, state, deliveries, broker_redeliveries, message_id) values (?, ?, 1 + ?, ?, ?)
  on conflict (row_id) do update set
    state = excluded.state, deliveries = message_status.deliveries + excluded.deliveries - 1,
    broker_redeliveries = excluded.broker_redeliveries, message_id = excluded.message_id`;
const selectState = `
  select coalesce(s.state, m.state) from message m left join message_status s on s.row_id = m.row_id
  where m.row_id = ?`;
const changeState = `
  insert into message_status (row_id, state, deliveries, broker_redeliveries, message_id)
  select row_id, ?, 1, broker_redeliveries, message_id from message where row_id = ?
  on conflict (row_id) do update set state = excluded.state`;

const unacked = messageStates.indexOf('unacked');

export function statusWrites(db: WritableDb) {
  const consumed = db.prepare(toConsumer);
  const state = db.prepare(changeState);
  const current = db.prepare<[number], number>(selectState).pluck();
  const setState = (rowId: number, newState: MessageState): void => {
    state.run(messageStates.indexOf(newState), rowId);
  };
  return {
    stateOf: (rowId: number): MessageState => {
      const code = current.get(rowId);
      return code === undefined ? 'seen' : stateOf(code);
    },
    /** A known message came to a consumer and is to be acked, under the id it came with. */
    consumed: (rowId: number, isRedelivery: boolean, brokerRedeliveries: number, messageId: string): void => {
      consumed.run(rowId, unacked, isRedelivery ? 1 : 0, brokerRedeliveries, messageId);
    },
    setState,
    /** Changes the state of a message that is in `from`; any other state says more. */
    setStateIf: (rowId: number, from: MessageState, to: MessageState): void => {
      if (current.get(rowId) === messageStates.indexOf(from)) setState(rowId, to);
    },
  };
}
