/** Rung by the writer when the history changed, heard by the indexer: threads of one history, whoever started them. */
import { BroadcastChannel } from 'node:worker_threads';

export interface HistoryBell {
  readonly ring: () => void;
  readonly onRing: (listener: () => void) => void;
  readonly close: () => void;
}

export function createHistoryBell(folder: string): HistoryBell {
  const channel = new BroadcastChannel(`streamscope-history ${folder}`);
  return {
    ring: () => channel.postMessage(null),
    onRing: (listener) => {
      channel.onmessage = listener;
    },
    close: () => channel.close(),
  };
}
