import type { ErrorReport } from '../../shared/contract/errors.ts';
import type { AppendReceipt } from '../store/store.ts';

/** The way of frames from a socket into the store: bounded, batched, never dropping. */
export interface Intake {
  add(data: Buffer, receivedAt: number, attempt: number): void;
  /** Resolves when everything added so far is committed. */
  flush(): Promise<void>;
  /** Takes nothing more; resolves when everything added is committed, or cannot be in bounded time. */
  stop(): Promise<void>;
}

export interface IntakeEvents {
  onReceipt(receipt: AppendReceipt, attempt: number): void;
  /** Set while nothing can be written (full disk, say), undefined once it works again. */
  onProblem(problem: ErrorReport | undefined): void;
  pauseSource(): void;
  resumeSource(): void;
}
