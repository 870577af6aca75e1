import type { ErrorReport } from '../../shared/contract/errors.ts';
import type { SandboxControl } from './control.ts';
import type { SandboxFacts } from './sandbox-options.ts';

/** Main thread to sandbox thread. Each control is answered once, by its number. */
export type SandboxRequestMessage =
  | { readonly kind: 'control'; readonly id: number; readonly control: SandboxControl }
  | { readonly kind: 'stop' };

/** Sandbox thread to main thread. */
export type SandboxReplyMessage =
  | { readonly kind: 'started'; readonly facts: SandboxFacts }
  | { readonly kind: 'failed'; readonly error: ErrorReport }
  | { readonly kind: 'controlled'; readonly id: number; readonly touched: number }
  | { readonly kind: 'stopped' };
