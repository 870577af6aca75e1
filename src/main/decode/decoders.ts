/** All decoders behind one door: a payload's way through several layers, chosen by hand as far as it goes, then by content. */
import { maxLayers, type DecoderName } from '../../shared/domain/decoders.ts';
import { readAvroSchema } from './avro-schema.ts';
import { decodeAvro } from './decode-avro.ts';
import { decodeBase64, decodeEnvelope } from './decode-base64.ts';
import { decodeCbor } from './decode-cbor.ts';
import { decompress } from './decode-compressed.ts';
import { decodeConfluent } from './decode-confluent.ts';
import type { Decoded } from './decoded.ts';
import { decodeJson } from './decode-json.ts';
import { decodeMessagePack } from './decode-messagepack.ts';
import { decodeProtobuf } from './decode-protobuf.ts';
import { decodeText } from './decode-text.ts';
import { detectDecoder } from './detect.ts';
import { readProtobufSchema } from './protobuf-schema.ts';

/** What Avro and Protobuf read with. */
export interface SchemaText {
  readonly text: string;
  /** The message type of a .proto text; undefined for the first, and for Avro. */
  readonly message?: string | undefined;
}

export interface ChosenStep {
  readonly decoder: DecoderName;
  readonly schema?: SchemaText | undefined;
}

export interface Layer {
  readonly result: Decoded;
  /** Found by content, not asked for. */
  readonly isDetected: boolean;
  /** What the decoder was given. */
  readonly input: Uint8Array;
}

/**
 * One layer for each decoder that was run, the last one being what to show; none when nothing fits and the bytes are all
 * there is. Ends at a failure and at what is read (text, JSON).
 */
export async function decodeLayers(chain: readonly ChosenStep[], payload: Uint8Array): Promise<Layer[]> {
  const layers: Layer[] = [];
  let input = payload;
  while (layers.length < maxLayers) {
    const chosen = chain[layers.length];
    const decoder = chosen?.decoder ?? detectDecoder(input);
    if (decoder === undefined) break;
    const result = await decode(chosen ?? { decoder }, input, chain[layers.length + 1]?.decoder);
    layers.push({ result, isDetected: chosen === undefined, input });
    if (!result.ok || result.content.form !== 'bytes') break;
    input = result.content.bytes;
  }
  return layers;
}

/** @param next the decoder asked for behind this one, if any */
async function decode(step: ChosenStep, bytes: Uint8Array, next: DecoderName | undefined): Promise<Decoded> {
  const { decoder, schema } = step;
  switch (decoder) {
    case 'utf-8':
      return decodeText(bytes);
    case 'json':
      return decodeJson(bytes);
    case 'messagepack':
      return decodeMessagePack(bytes);
    case 'cbor':
      return decodeCbor(bytes);
    case 'base64':
      return decodeBase64(bytes);
    case 'envelope':
      return decodeEnvelope(bytes);
    case 'confluent':
      return decodeConfluent(bytes, next);
    case 'avro':
      return avro(bytes, schema);
    case 'protobuf':
      return protobuf(bytes, schema);
    case 'gzip':
    case 'deflate':
    case 'brotli':
    case 'zstd':
      return decompress(decoder, bytes);
  }
}

function avro(bytes: Uint8Array, schema: SchemaText | undefined): Decoded {
  if (schema === undefined)
    return failed('avro', 'Avro says nothing about itself: it takes a schema to read it');
  const read = readAvroSchema(schema.text);
  return read.ok
    ? decodeAvro(bytes, read.schema)
    : failed('avro', `the schema is wrong: ${read.problem.reason}`);
}

function protobuf(bytes: Uint8Array, schema: SchemaText | undefined): Decoded {
  if (schema === undefined) return decodeProtobuf(bytes, undefined);
  const read = readProtobufSchema(schema.text, schema.message);
  return read.ok
    ? decodeProtobuf(bytes, read.schema.message)
    : failed('protobuf', `the schema is wrong: ${read.problem.reason}`);
}

function failed(decoder: DecoderName, why: string): Decoded {
  return { decoder, ok: false, failure: { offset: 0, why } };
}
