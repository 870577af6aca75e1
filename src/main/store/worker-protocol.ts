/**
 * What main and the store threads say to each other: requests with a number, replies with the same one.
 * A method is declared once, in one of the two tables; its handler and its caller are typed from it.
 */
import type { ErrorReport } from '../../shared/contract/errors.ts';
import type {
  DeliveryEvent,
  MessageDetail,
  MessagePlace,
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
import type { CaptureManifest } from '../../shared/contract/schemas/capture.ts';
import type { Histogram, HistogramRequest } from '../../shared/contract/schemas/histogram.ts';
import type { SearchAnswer, SearchRequest } from '../../shared/contract/schemas/search.ts';
import type { KeySearch, KeySearchStep } from './worker/queries/previous-with-key.ts';
import type {
  AckRecord,
  AppendReceipt,
  FrameBatch,
  NewPublished,
  NewReplayJob,
  ReplayStep,
  SocketLoss,
  StreamExtent,
} from './store.ts';

interface Method<Params, Value> {
  readonly params: Params;
  readonly value: Value;
}

/** A receipt on its way between threads: a thousand short strings cross faster as one. */
export interface WireReceipt extends Omit<AppendReceipt, 'acksDue'> {
  /** Joined by line feeds, which no base64 holds. */
  readonly messageIds: string;
}

export type WireOutcome =
  | { readonly committed: true; readonly receipt: WireReceipt }
  | { readonly committed: false; readonly error: ErrorReport };

/** Asked of the writer. */
export interface WriterMethods {
  appendBatch: Method<FrameBatch, WireOutcome>;
  ensureStream: Method<StreamIdentity, StreamHistory>;
  setStorePolicy: Method<{ streamId: number; isStored: boolean; retention: Retention }, StreamHistory>;
  setTotalRetention: Method<Retention, null>;
  clearStream: Method<{ streamId: number }, StreamHistory>;
  deleteStream: Method<{ streamId: number }, null>;
  recordAcks: Method<AckRecord, null>;
  recordSocketLost: Method<SocketLoss, null>;
  recordPublished: Method<NewPublished, number>;
  setMarks: Method<SetMarks, number>;
  removeMarks: Method<RemoveMarks, number>;
  createReplayJob: Method<NewReplayJob, ReplayJob>;
  recordReplaySteps: Method<{ jobId: number; steps: readonly ReplayStep[] }, ReplayJob>;
  setReplayJobState: Method<{ jobId: number; state: ReplayJob['state'] }, ReplayJob>;
  close: Method<null, null>;
}

/** Asked of the reader. */
export interface ReaderMethods {
  listStreams: Method<{ connectionId?: string | undefined }, StreamHistory[]>;
  stream: Method<{ streamId: number }, StreamHistory>;
  rows: Method<RowPageRequest, RowPage>;
  message: Method<{ rowId: number }, MessageDetail>;
  deliveries: Method<{ rowId: number }, DeliveryEvent[]>;
  streamExtent: Method<{ streamId: number }, StreamExtent>;
  positionAtTime: Method<{ streamId: number; at: number }, number>;
  locate: Method<{ streamId: number; place: MessagePlace }, number | null>;
  histogram: Method<HistogramRequest, Histogram>;
  resumePoint: Method<{ streamId: number }, { rowId: number; messageId: string } | null>;
  previousWithKey: Method<KeySearch, KeySearchStep>;
  refusedFrames: Method<{ streamId: number; limit: number }, RefusedFrame[]>;
  publishedList: Method<
    { streamId?: number | undefined; beforeId?: number | undefined; limit: number },
    Published[]
  >;
  search: Method<SearchRequest, SearchAnswer>;
  openList: Method<OpenListRequest, ListProgress>;
  fillList: Method<{ listId: number; forMs: number }, ListProgress>;
  closeList: Method<{ listId: number }, null>;
  marks: Method<{ streamId: number }, Mark[]>;
  shownMarks: Method<ShownMarksRequest, number[]>;
  nearMark: Method<NearMarkRequest, NearMark | null>;
  /** Of a reader that was started on a capture. */
  manifest: Method<null, CaptureManifest>;
  replayJobs: Method<null, ReplayJob[]>;
  replayItems: Method<{ jobId: number; from: number; count: number }, ReplayItem[]>;
  close: Method<null, null>;
}

/** Asked of the indexer, which finds its work by itself. */
export interface IndexerMethods {
  close: Method<null, null>;
}

export type MethodTable<M> = { readonly [K in keyof M]: Method<unknown, unknown> };

export interface Request<M extends MethodTable<M>, K extends keyof M = keyof M> {
  readonly seq: number;
  readonly method: K;
  readonly params: M[K]['params'];
}

export type Reply<Value> =
  | { readonly seq: number; readonly tookMs: number; readonly ok: true; readonly value: Value }
  | { readonly seq: number; readonly tookMs: number; readonly ok: false; readonly error: ErrorReport };

/** What a thread says unasked. `ready` and `unavailable` end its start; `busy` says that the start takes long. */
export type Announcement =
  | { readonly announce: 'ready' }
  | { readonly announce: 'busy' }
  | { readonly announce: 'unavailable'; readonly error: ErrorReport }
  | { readonly announce: 'notice'; readonly notice: StoreNotice };

/** Answers of one thread, by method. */
export type Handlers<M extends MethodTable<M>> = {
  readonly [K in keyof M]: (params: M[K]['params']) => M[K]['value'];
};

/** Given to a thread when it is started. */
export interface WorkerStart {
  readonly folder: string;
  /** A reader reads this capture instead of the history; `copyPath` as in capture-file.ts. */
  readonly capture?: { readonly path: string; readonly copyPath: string };
}
