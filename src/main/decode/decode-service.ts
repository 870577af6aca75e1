/** Decoding as windows ask for it: the payload from the store, the way remembered for its stream, the thread that reads. */
import { StreamscopeError } from '../../shared/contract/errors.ts';
import {
  maxDecodedSlice,
  type Decoded,
  type DecodeLayer,
  type MessageSchema,
  type SchemaVerdict,
} from '../../shared/contract/schemas/decoding.ts';
import { isSameWay, type DecodeStep, type SchemaKind } from '../../shared/domain/decoders.ts';
import type { Store } from '../store/store.ts';
import type { DecodeOutcome } from './decode-job.ts';
import type { DecodeThread } from './decode-thread.ts';
import type { DecoderLibraryKeeper } from './decoder-library.ts';
import type { ChosenStep } from './decoders.ts';

/** Results up to this size are kept for the slices that follow until another is asked for; larger ones until read. */
const keptBytes = 8 * 1024 * 1024;
/** Rows looked at for an earlier message of the same key, and at once. */
export const maxRowsBefore = 200_000;
const rowsAtOnce = 20_000;

export interface DecodeService {
  decode(request: {
    readonly rowId: number;
    readonly chain?: readonly DecodeStep[] | undefined;
    readonly offset: number;
  }): Promise<Decoded>;
  previousWithKey(rowId: number): Promise<{ rowId: number | null; looked: number; isWhole: boolean }>;
  bind(streamId: number, chain: readonly DecodeStep[] | null): Promise<void>;
  checkSchema(schema: { readonly kind: SchemaKind; readonly text: string }): Promise<SchemaVerdict>;
  saveSchema(schema: MessageSchema): Promise<MessageSchema>;
  stop(): Promise<void>;
}

export interface DecodeServiceOptions {
  readonly store: Pick<Store, 'message' | 'stream' | 'previousWithKey'>;
  readonly thread: DecodeThread;
  readonly library: DecoderLibraryKeeper;
}

export function createDecodeService({ store, thread, library }: DecodeServiceOptions): DecodeService {
  /** The last answer, for the slices of it that are asked for next. */
  let last: { readonly key: string; readonly total: number; readonly outcome: DecodeOutcome } | undefined;

  const chosen = (chain: readonly DecodeStep[]): ChosenStep[] =>
    chain.map(({ decoder, schemaId }) => {
      if (schemaId === undefined) return { decoder };
      const schema = library.schema(schemaId);
      if (schema === undefined)
        throw new StreamscopeError('NOT_FOUND', 'The schema to read this with was removed. Choose another.');
      return { decoder, schema: { text: schema.text, message: schema.message ?? undefined } };
    });

  return {
    async decode({ rowId, chain: asked, offset }) {
      const detail = await store.message(rowId);
      const remembered = library.chainOf(await store.stream(detail.streamId));
      const chain = asked ?? remembered ?? [];
      const steps = chosen(chain);
      const key = JSON.stringify([rowId, steps]);
      if (last?.key !== key) {
        const outcome = await thread.ask('decode', { payload: detail.payload, chain: steps });
        last = { key, outcome, total: outcome.bytes?.length ?? detail.size };
      }
      const { outcome, total } = last;
      const bytes = outcome.bytes?.slice(offset, offset + maxDecodedSlice) ?? new Uint8Array();
      if (total > keptBytes && offset + bytes.length >= total) last = undefined;
      return {
        chain: [...chain],
        isRemembered: remembered !== undefined && isSameWay(chain, remembered),
        layers: outcome.layers.map((layer, at): DecodeLayer => ({
          ...layer,
          schemaId: chain[at]?.schemaId ?? null,
        })),
        form: outcome.form,
        isPayload: outcome.bytes === null,
        bytes,
        total,
        hint: outcome.hint,
      };
    },
    async previousWithKey(rowId) {
      let looked = 0;
      let before = rowId;
      while (looked < maxRowsBefore) {
        const answer = await store.previousWithKey({ rowId, before, count: rowsAtOnce });
        looked += answer.looked;
        if (answer.found !== null || answer.next === null)
          return { rowId: answer.found, looked, isWhole: true };
        before = answer.next;
      }
      return { rowId: null, looked, isWhole: false };
    },
    async bind(streamId, chain) {
      if (chain !== null) chosen(chain);
      await library.bind(await store.stream(streamId), chain);
    },
    checkSchema: (schema) => thread.ask('checkSchema', schema),
    async saveSchema(schema) {
      const message = schema.kind === 'protobuf' ? schema.message : null;
      const verdict = await thread.ask('checkSchema', { ...schema, message: message ?? undefined });
      if (!verdict.ok) {
        const { line, column, reason } = verdict.problem;
        throw new StreamscopeError('SCHEMA_INVALID', `Line ${line}, column ${column}: ${reason}`);
      }
      const named = {
        ...schema,
        message: schema.kind === 'protobuf' ? (message ?? verdict.messages[0] ?? null) : null,
      };
      await library.saveSchema(named);
      last = undefined;
      return named;
    },
    stop: () => thread.stop(),
  };
}
