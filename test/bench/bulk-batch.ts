/** Made-up messages on their way from the thread that makes them to those that store and index them: packed, for speed. */
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

/**
 * What both threads are asked, in this order: to begin, before the other does; batches; that they were all; and the thread
 * that stores rows, at last, to say of the index that it is whole.
 */
export type BulkRequest =
  | { readonly kind: 'begin' }
  | { readonly kind: 'batch'; readonly batch: BulkBatch }
  | { readonly kind: 'end' }
  | { readonly kind: 'note-indexed' };

/** Each request is answered when it is done. */
export interface BulkAnswer {
  readonly done: BulkRequest['kind'];
}
