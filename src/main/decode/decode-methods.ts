/** What the decode thread can be asked, method by method. */
import type { SchemaVerdict } from '../../shared/contract/schemas/decoding.ts';
import type { SchemaKind } from '../../shared/domain/decoders.ts';
import { readAvroSchema } from './avro-schema.ts';
import { runDecodeJob, type DecodeJob, type DecodeOutcome } from './decode-job.ts';
import { readProtobufSchema } from './protobuf-schema.ts';

export interface SchemaCheck {
  readonly kind: SchemaKind;
  readonly text: string;
  /** A message type that has to be there. */
  readonly message?: string | undefined;
}

export interface DecodeMethods {
  readonly decode: { readonly params: DecodeJob; readonly value: DecodeOutcome };
  readonly checkSchema: { readonly params: SchemaCheck; readonly value: SchemaVerdict };
}

export type DecodeMethod = keyof DecodeMethods;

export const decodeMethods: {
  readonly [Name in DecodeMethod]: (
    params: DecodeMethods[Name]['params'],
  ) => DecodeMethods[Name]['value'] | Promise<DecodeMethods[Name]['value']>;
} = { decode: runDecodeJob, checkSchema };

function checkSchema({ kind, text, message }: SchemaCheck): SchemaVerdict {
  if (kind === 'protobuf') {
    const read = readProtobufSchema(text, message);
    return read.ok ? { ok: true, messages: [...read.schema.messages] } : read;
  }
  const read = readAvroSchema(text);
  if (!read.ok) return read;
  return { ok: true, messages: 'name' in read.schema ? [read.schema.name] : [] };
}
