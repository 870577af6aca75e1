/**
 * The history as the rest of main sees it. The store room owns `history.db` and its index `search.db`: one writer thread,
 * one read-only reader thread and one that indexes, each with its own connection; nothing else opens the files. Sessions append
 * batches of raw frames and acknowledge only what a receipt says is committed; windows over rows are read
 * by position, any one in a single lookup. Every method rejects with a StreamscopeError of a STORE_* code.
 */
import type { ErrorCode, ErrorReport } from '../../shared/contract/errors.ts';
import type {
  DeliveryEvent,
  MessageDetail,
  MessagePlace,
  MessageSummary,
  Published,
  RefusedFrame,
  ReplayItem,
  ReplayJob,
  Retention,
  RowPage,
  RowPageRequest,
  StoreNotice,
  StreamHistory,
  StreamIdentity,
} from '../../shared/contract/schemas/history.ts';
import type { ListProgress, OpenListRequest } from '../../shared/contract/schemas/filter-list.ts';
import type {
  Mark,
  NearMark,
  NearMarkRequest,
  RemoveMarks,
  SetMarks,
  ShownMarksRequest,
} from '../../shared/contract/schemas/mark.ts';
import type { Histogram, HistogramRequest } from '../../shared/contract/schemas/histogram.ts';
import type { SearchAnswer, SearchRequest } from '../../shared/contract/schemas/search.ts';
import type { KeySearch, KeySearchStep } from './worker/queries/previous-with-key.ts';
import type { SessionMode } from '../../shared/domain/message-state.ts';

/**
 * Raw frames of one socket, packed end to end. The memory is shared with the writer, not copied: the caller
 * leaves it alone until the outcome is there, and still has it when the writer failed.
 */
export interface FrameBatch {
  readonly streamId: number;
  readonly session: string;
  /** Which socket of the session, counted from 1. */
  readonly attempt: number;
  readonly mode: SessionMode;
  readonly frames: ArrayBuffer | SharedArrayBuffer;
  /** Frame i is `frames[offsets[i] .. offsets[i + 1]]`; one more offset than frames. */
  readonly offsets: Uint32Array;
  /** Epoch milliseconds, one for each frame. */
  readonly receivedAt: Float64Array;
  /** Messages out of a file: one that is held already is no new delivery of it. */
  readonly isImport?: boolean;
}

/**
 * What became of each frame of a batch. `received = stored + redelivered + refused`; control frames apart.
 * `redelivered` counts frames of messages that are stored already, whoever they came to first.
 */
export interface AppendReceipt {
  readonly received: number;
  /** New rows. */
  readonly stored: number;
  /** Messages already held: their deliveries were recorded. */
  readonly redelivered: number;
  readonly refused: readonly { readonly index: number; readonly code: ErrorCode }[];
  /** Frames that are no messages: `endOfTopic` alone, and objects with neither id nor payload (protocol D5). */
  readonly control: { readonly frames: number; readonly endOfTopic: boolean; readonly unknown: number };
  /** Exact ids of every committed delivery in wire order, redeliveries included: what may be acked now. */
  readonly acksDue: readonly string[];
  /** The row of each of `acksDue`. */
  readonly rowIds: Float64Array<ArrayBuffer>;
  /** Payload bytes of the new rows. */
  readonly bytes: number;
  /** Extent of the stream after this batch. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly newest: MessageSummary | null;
}

/** A batch is committed whole or not at all; of one that is not, nothing may be acked and it may come again. */
export type AppendOutcome =
  | { readonly committed: true; readonly receipt: AppendReceipt }
  | { readonly committed: false; readonly error: ErrorReport };

export interface AckRecord {
  readonly kind: 'ack-sent' | 'nack-sent' | 'settled';
  readonly session: string;
  readonly attempt: number;
  readonly at: number;
  readonly rowIds: readonly number[] | Float64Array;
}

export interface SocketLoss {
  readonly streamId: number;
  readonly session: string;
  readonly attempt: number;
  readonly at: number;
  /** In words, without secrets; e.g. `1006, network reset`. */
  readonly detail: string;
}

export type NewPublished = Omit<Published, 'id'>;

export interface NewReplayJob {
  readonly title: string;
  readonly plan: string;
  readonly rowIds: readonly number[] | Float64Array;
}

/** One step of a replay, written before the send (`sent`) and after its answer. */
export interface ReplayStep {
  readonly position: number;
  readonly state: ReplayItem['state'];
  readonly messageId: string | null;
  readonly errorText: string | null;
}

export interface StreamExtent {
  readonly count: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly bytes: number;
}

/** The last stored message of a stream: where a reader resumes (`partition` -1 when there is none). */
export interface ResumePoint {
  readonly rowId: number;
  readonly messageId: string;
}

export interface Store {
  /** What opening the file met: salvaged, restored, read-only. Also later ones, oldest first, bounded. */
  notices(): readonly StoreNotice[];
  onNotice(listener: (notice: StoreNotice) => void): () => void;

  ensureStream(identity: StreamIdentity): Promise<StreamHistory>;
  listStreams(connectionId?: string): Promise<StreamHistory[]>;
  stream(streamId: number): Promise<StreamHistory>;
  setStorePolicy(
    streamId: number,
    policy: { isStored: boolean; retention: Retention },
  ): Promise<StreamHistory>;
  /** Bounds over all streams together; the oldest messages of all go first. */
  setTotalRetention(retention: Retention): Promise<void>;
  /** Forgets the messages and keeps the stream. */
  clearStream(streamId: number): Promise<StreamHistory>;
  deleteStream(streamId: number): Promise<void>;

  appendBatch(batch: FrameBatch): Promise<AppendOutcome>;
  recordAcks(record: AckRecord): Promise<void>;
  recordSocketLost(loss: SocketLoss): Promise<void>;

  rows(request: RowPageRequest): Promise<RowPage>;
  message(rowId: number): Promise<MessageDetail>;
  deliveries(rowId: number): Promise<DeliveryEvent[]>;
  streamExtent(streamId: number): Promise<StreamExtent>;
  /** Position in the stream of the first row received at or after this time; the count when there is none. */
  positionAtTime(streamId: number, at: number): Promise<number>;
  /** The `seq` of the first message at or after a time, or of an id; null when there is none. */
  locate(streamId: number, place: MessagePlace): Promise<number | null>;
  /** Rows of a view by the time they were received, in at most so many stretches of equal length. */
  histogram(request: HistogramRequest): Promise<Histogram>;
  resumePoint(streamId: number): Promise<ResumePoint | null>;
  /** One step back to the message before with the same key; asked on from `next`. */
  previousWithKey(search: KeySearch): Promise<KeySearchStep>;
  refusedFrames(streamId: number, limit: number): Promise<RefusedFrame[]>;

  /**
   * One page of hits and where to go on. It takes a few hundred milliseconds at most; a search that must read
   * rows one by one may answer with few hits or none and a cursor. Cancel it by not asking on.
   */
  search(request: SearchRequest): Promise<SearchAnswer>;

  /**
   * Opens a filtered view; rejects with FILTER_INVALID and the place of the mistake (`from-to` as detail). It holds
   * nothing until filled; its rows are read with `rows` and the view `{ kind: 'list', listId }`.
   */
  openList(request: OpenListRequest): Promise<ListProgress>;
  /** Looks at more rows, at most 40 ms. Ask on while `left` is not 0, and again when the stream has grown. */
  fillList(listId: number, forMs: number): Promise<ListProgress>;
  closeList(listId: number): Promise<void>;

  recordPublished(published: NewPublished): Promise<number>;
  publishedList(request: { streamId?: number; beforeId?: number; limit: number }): Promise<Published[]>;

  /** Marks messages, or changes the marks they have; how many of them are marked so now. All or none. */
  setMarks(request: SetMarks): Promise<number>;
  /** How many were removed. */
  removeMarks(request: RemoveMarks): Promise<number>;
  /** All marks of a stream, oldest message first: a few thousand at most. */
  marks(streamId: number): Promise<Mark[]>;
  /** Which of them the rows of a view show, by their seq. */
  shownMarks(request: ShownMarksRequest): Promise<number[]>;
  nearMark(request: NearMarkRequest): Promise<NearMark | null>;

  createReplayJob(job: NewReplayJob): Promise<ReplayJob>;
  recordReplaySteps(jobId: number, steps: readonly ReplayStep[]): Promise<ReplayJob>;
  setReplayJobState(jobId: number, state: ReplayJob['state']): Promise<ReplayJob>;
  replayJobs(): Promise<ReplayJob[]>;
  replayItems(jobId: number, from: number, count: number): Promise<ReplayItem[]>;

  /** Ends both threads: tidies up, closes the reader, then the writer. Bounded in time; safe to call twice. */
  close(): Promise<void>;
}
