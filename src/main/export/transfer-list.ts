import type { TransferState } from '../../shared/contract/schemas/transfer.ts';
import type { TransferCounts } from './transfer-protocol.ts';

/** Finished transfers remembered; the oldest go first. */
export const transfersKept = 50;

export interface TransferList {
  readonly all: () => TransferState[];
  readonly find: (transferId: string) => TransferState | undefined;
  readonly add: (state: TransferState) => void;
  readonly change: (transferId: string, change: Partial<TransferState>) => void;
}

/** Transfers of this run, newest first; each change is told. */
export function createTransferList(onChange: (state: TransferState) => void): TransferList {
  let all: readonly TransferState[] = [];
  return {
    all: () => [...all],
    find: (id) => all.find(({ transferId }) => transferId === id),
    add: (state) => {
      const kept = all.filter(({ phase }, index) => phase === 'running' || index < transfersKept - 1);
      all = [state, ...kept];
      onChange(state);
    },
    change: (id, change) => {
      all = all.map((state) => (state.transferId === id ? { ...state, ...change } : state));
      const changed = all.find(({ transferId }) => transferId === id);
      if (changed !== undefined) onChange(changed);
    },
  };
}

export const nothingYet: TransferCounts = {
  step: 'messages',
  done: 0,
  total: 0,
  written: 0,
  bytes: 0,
  leftOut: 0,
  skipped: 0,
  masked: 0,
};
