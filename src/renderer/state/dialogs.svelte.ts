import type { StreamPlace } from './stream-place.ts';
import type { SequenceRange } from '../../shared/contract/schemas/replay.ts';
import type { MessageSchema } from '../../shared/contract/schemas/decoding.ts';
import type { StreamEntry } from '../../shared/contract/schemas/stream.ts';

export const settingsPages = ['look', 'keyboard', 'about'] as const;
export type SettingsPage = (typeof settingsPages)[number];
/** What of a stream is offered to be exported. */
export interface ExportDialogRequest {
  readonly kind: 'export';
  readonly streamId: number;
  readonly name: string;
  readonly selection: { readonly ranges: readonly SequenceRange[]; readonly count: number } | undefined;
  /** The filter the table shows. */
  readonly filter: string | undefined;
}

/** What is asked of the person over the window; at most one at a time. */
export type DialogRequest =
  | { readonly kind: 'connection'; readonly profileId: string | undefined }
  | { readonly kind: 'secret'; readonly profileId: string }
  | { readonly kind: 'removeConnection'; readonly profileId: string }
  | { readonly kind: 'createStream'; readonly connectionId: string; readonly fabric: string }
  | { readonly kind: 'deleteStream'; readonly connectionId: string; readonly stream: StreamEntry }
  | { readonly kind: 'consume'; readonly place: StreamPlace }
  | { readonly kind: 'ackAfter'; readonly tabId: string }
  | { readonly kind: 'doctor'; readonly place: StreamPlace }
  | {
      readonly kind: 'confirmName';
      readonly title: string;
      readonly name: string;
      readonly consequences: readonly string[];
      readonly confirmLabel: string;
      readonly onconfirm: () => void;
    }
  | { readonly kind: 'refused'; readonly streamId: number; readonly name: string }
  | {
      readonly kind: 'clearHistory';
      readonly streamId: number;
      readonly name: string;
      readonly count: number;
    }
  | { readonly kind: 'mark'; readonly streamId: number; readonly seq: number }
  | { readonly kind: 'keep'; readonly streamId: number }
  | { readonly kind: 'subscriptions'; readonly connectionId: string; readonly stream: StreamEntry }
  | { readonly kind: 'timeToLive'; readonly connectionId: string; readonly stream: StreamEntry }
  | { readonly kind: 'terminate'; readonly connectionId: string; readonly stream: StreamEntry }
  | { readonly kind: 'settings'; readonly page: SettingsPage }
  | { readonly kind: 'columns' }
  | { readonly kind: 'colourRules' }
  | { readonly kind: 'goTo' }
  | ExportDialogRequest
  | { readonly kind: 'transfer'; readonly transferId: string }
  | {
      readonly kind: 'schema';
      readonly schemaId: string | undefined;
      readonly onsaved: (schema: MessageSchema) => void;
    }
  | { readonly kind: 'help' }
  | { readonly kind: 'palette'; readonly scope: 'everything' | 'streams' };

export class Dialogs {
  current = $state.raw<DialogRequest>();

  open(request: DialogRequest): void {
    this.current = request;
  }

  close(): void {
    this.current = undefined;
  }
}
