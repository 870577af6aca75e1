/** Table `message_status`: what changed of a message after its first delivery. */
import { messageStates, type MessageState } from '../../../../shared/domain/message-state.ts';
import type { WritableDb } from '../brands.ts';

const redeliver = `
  insert into message_status (row_id, state, deliveries, broker_redeliveries, message_id)
  select row_id, coalesce(?, state), 2, ?, ? from message where row_id = ?
  on conflict (row_id) do update set
    state = coalesce(?, message_status.state), deliveries = message_status.deliveries + 1,
    broker_redeliveries = excluded.broker_redeliveries, message_id = excluded.message_id`;
const selectState = `
  select coalesce(s.state, m.state) from message m left join message_status s on s.row_id = m.row_id
  where m.row_id = ?`;
const changeState = `
  insert into message_status (row_id, state, deliveries, broker_redeliveries, message_id)
  select row_id, ?, 1, broker_redeliveries, message_id from message where row_id = ?
  on conflict (row_id) do update set state = excluded.state`;

export function statusWrites(db: WritableDb) {
  const again = db.prepare(redeliver);
  const state = db.prepare(changeState);
  const current = db.prepare<[number], number>(selectState).pluck();
  const setState = (rowId: number, newState: MessageState): void => {
    state.run(messageStates.indexOf(newState), rowId);
  };
  return {
    /** `newState` null keeps the state it has. */
    redelivered: (
      rowId: number,
      newState: MessageState | null,
      brokerRedeliveries: number,
      messageId: string,
    ): void => {
      const code = newState === null ? null : messageStates.indexOf(newState);
      again.run(code, brokerRedeliveries, messageId, rowId, code);
    },
    setState,
    /** Changes the state of a message that is in `from`; any other state says more. */
    setStateIf: (rowId: number, from: MessageState, to: MessageState): void => {
      if (current.get(rowId) === messageStates.indexOf(from)) setState(rowId, to);
    },
  };
}
