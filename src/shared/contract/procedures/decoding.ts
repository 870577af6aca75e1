import { z } from 'zod';
import { procedure } from '../procedure.ts';
import {
  decodeChainSchema,
  decodedSchema,
  decodeRequestSchema,
  decoderLibrarySchema,
  messageSchemaSchema,
  schemaVerdictSchema,
} from '../schemas/decoding.ts';
import { rowIdSchema, streamIdSchema } from '../schemas/history.ts';

/** Reading payloads that are no plain text, and what is remembered for that. */
export const decodingProcedures = {
  'messages.decode': procedure(decodeRequestSchema, decodedSchema),
  /** The newest earlier message of the same stream with the same key, looked for among so many rows before it. */
  'messages.previousWithKey': procedure(
    z.object({ rowId: rowIdSchema }),
    z.object({ rowId: rowIdSchema.nullable(), looked: z.number().int(), isWhole: z.boolean() }),
  ),
  'decoders.library': procedure(z.void(), decoderLibrarySchema),
  /** Remembers a way for a stream; null forgets it. */
  'decoders.bind': procedure(
    z.object({ streamId: streamIdSchema, chain: decodeChainSchema.nullable() }),
    z.void(),
  ),
  'decoders.checkSchema': procedure(
    messageSchemaSchema.pick({ kind: true, text: true }),
    schemaVerdictSchema,
  ),
  /** Refused with SCHEMA_INVALID while the schema cannot be read. An unknown id adds it. */
  'decoders.saveSchema': procedure(messageSchemaSchema, messageSchemaSchema),
  /** What was remembered with it is forgotten too. */
  'decoders.removeSchema': procedure(z.object({ id: z.string() }), z.void()),
};
