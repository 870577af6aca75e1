/**
 * The room export takes messages out of history into files and files into history. One thread a transfer, with a read-only
 * connection of its own: neither ingest nor a page of the table ever waits for it.
 */
import type { ErrorReport } from '../../shared/contract/errors.ts';
import type { CaptureManifest } from '../../shared/contract/schemas/capture.ts';
import type { ExportFormat, ExportScope, Masking } from '../../shared/contract/schemas/transfer.ts';

/** Where messages are read from: the history in its folder, or an open capture. */
export type MessageSource =
  | { readonly kind: 'history'; readonly folder: string }
  | { readonly kind: 'capture'; readonly path: string; readonly copyPath: string };

export interface ExportStart {
  readonly kind: 'export';
  readonly source: MessageSource;
  /** With the source's own stream id. */
  readonly scope: ExportScope;
  readonly format: ExportFormat;
  readonly masking: Masking | null;
  readonly path: string;
  readonly manifest: Pick<
    CaptureManifest,
    'captureId' | 'producer' | 'createdAt' | 'source' | 'scope' | 'note'
  >;
}

export interface ImportStart {
  readonly kind: 'import';
  readonly path: string;
  readonly copyPath: string;
}

export interface VerifyStart {
  readonly kind: 'verify';
  readonly path: string;
  readonly copyPath: string;
}

export type TransferStart = (ExportStart | ImportStart | VerifyStart) & {
  /** One integer: anything but 0 asks the thread to end. */
  readonly stopFlag: SharedArrayBuffer;
};

export interface TransferCounts {
  readonly step: 'messages' | 'index' | 'checksum';
  readonly done: number;
  readonly total: number;
  readonly written: number;
  readonly bytes: number;
  readonly leftOut: number;
  readonly skipped: number;
  readonly masked: number;
}

/** Messages of one stream as wire frames, on their way to the writer. */
export interface ImportBatch {
  readonly fullName: string;
  readonly title: string;
  readonly frames: SharedArrayBuffer;
  readonly offsets: Uint32Array;
  readonly receivedAt: Float64Array;
}

export type TransferSays =
  | { readonly say: 'progress'; readonly counts: TransferCounts }
  /** The thread hears `taken` for each: never more than two batches are on the way. */
  | { readonly say: 'batch'; readonly batch: ImportBatch }
  | { readonly say: 'done'; readonly counts: TransferCounts; readonly detail?: string | undefined }
  | { readonly say: 'failed'; readonly error: ErrorReport };

export type TransferHears = { readonly hear: 'taken' };
