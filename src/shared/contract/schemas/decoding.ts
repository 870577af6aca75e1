/** Decoded payloads, and the library of schemas they are read with, as they cross IPC. */
import { z } from 'zod';
import { decoderNames, maxLayers, schemaKinds } from '../../domain/decoders.ts';
import { streamIdentitySchema, rowIdSchema } from './history.ts';

const schemaIdSchema = z.string().min(1).max(100);

export const decodeStepSchema = z.object({
  decoder: z.enum(decoderNames),
  schemaId: schemaIdSchema.optional(),
});
/** As far as it is chosen by hand; content decides the rest. */
export const decodeChainSchema = z.array(decodeStepSchema).max(maxLayers);

const layerBase = {
  decoder: z.enum(decoderNames),
  schemaId: schemaIdSchema.nullable(),
  isDetected: z.boolean(),
};
export const decodeLayerSchema = z.discriminatedUnion('ok', [
  z.object({
    ...layerBase,
    ok: z.literal(true),
    /** What the format says beside the content, e.g. `schema id 42`. */
    note: z.string().nullable(),
    /** Bytes that came out. */
    size: z.number().int(),
  }),
  z.object({
    ...layerBase,
    ok: z.literal(false),
    /** In the bytes this decoder was given. */
    offset: z.number().int(),
    /** A sentence without its full stop. */
    why: z.string(),
    /** Some of those bytes, from `aroundFrom` on. */
    around: z.instanceof(Uint8Array),
    aroundFrom: z.number().int(),
  }),
]);
export type DecodeLayer = z.infer<typeof decodeLayerSchema>;

/** Bytes of one answer at most; the rest is asked for with an offset. */
export const maxDecodedSlice = 4 * 1024 * 1024;

export const decodeRequestSchema = z.object({
  rowId: rowIdSchema,
  /** Left out: what is remembered for the stream, else by content. Empty: by content. */
  chain: decodeChainSchema.optional(),
  offset: z.number().int().nonnegative().default(0),
});

export const decodedSchema = z.object({
  /** The way that was asked for or remembered. */
  chain: decodeChainSchema,
  /** Whether it is the one remembered for the stream. */
  isRemembered: z.boolean(),
  layers: z.array(decodeLayerSchema),
  /** What to show; after a failure the bytes that could not be read. Text and JSON are UTF-8. */
  form: z.enum(['text', 'json', 'bytes']),
  /** The payload itself is what to show, unchanged: it is not sent again. */
  isPayload: z.boolean(),
  /** From the offset asked for, at most `maxDecodedSlice`. */
  bytes: z.instanceof(Uint8Array),
  total: z.number().int(),
  /** What it might be besides; never applied without being asked. */
  hint: z.object({ decoder: z.enum(decoderNames), words: z.string() }).nullable(),
});
export type Decoded = z.infer<typeof decodedSchema>;

export const messageSchemaSchema = z.object({
  id: schemaIdSchema,
  name: z.string().trim().min(1).max(200),
  kind: z.enum(schemaKinds),
  text: z.string().min(1).max(1_000_000),
  /** The message type of a .proto text; null for Avro. */
  message: z.string().max(500).nullable(),
});
export type MessageSchema = z.infer<typeof messageSchemaSchema>;

export const decoderBindingSchema = streamIdentitySchema
  .pick({ connectionId: true, fullName: true })
  .extend({ chain: decodeChainSchema });
export type DecoderBinding = z.infer<typeof decoderBindingSchema>;

export const decoderLibrarySchema = z.object({
  schemas: z.array(messageSchemaSchema),
  bindings: z.array(decoderBindingSchema),
});
export type DecoderLibrary = z.infer<typeof decoderLibrarySchema>;

/**
 * `messages`: the message types of a .proto text, or the one record of an Avro schema. A problem has its offset in
 * UTF-16 units, line and column from 1.
 */
export const schemaVerdictSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), messages: z.array(z.string()) }),
  z.object({
    ok: z.literal(false),
    problem: z.object({
      offset: z.number().int(),
      line: z.number().int(),
      column: z.number().int(),
      reason: z.string(),
    }),
  }),
]);
export type SchemaVerdict = z.infer<typeof schemaVerdictSchema>;
