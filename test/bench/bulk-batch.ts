/** Made-up messages on their way from the thread that makes them to the one that stores them: packed, for speed. */
export interface BulkBatch {
  readonly streamId: number;
  /** What the messages before it were, in its stream: entries are numbered without a hole. */
  readonly firstEntry: number;
  /** The messages before it in all streams: they set the time. */
  readonly before: number;
  /** ASCII, one after the other. */
  readonly payloads: Uint8Array<ArrayBuffer>;
  readonly sizes: Uint32Array<ArrayBuffer>;
  /** One a line; an empty line is none. */
  readonly keys: string;
  readonly properties: string;
  readonly messageIds: string;
}

/** What the storing thread is asked, in this order: batches, then the end. */
export type BulkRequest = { readonly kind: 'batch'; readonly batch: BulkBatch } | { readonly kind: 'finish' };

/** A batch is answered when its rows are in, the end when the history is closed. */
export interface BulkAnswer {
  readonly done: BulkRequest['kind'];
}
