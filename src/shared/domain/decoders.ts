/** The decoders there are, and a payload's way through them. */

export const decoderNames = [
  'utf-8',
  'json',
  'messagepack',
  'cbor',
  'avro',
  'protobuf',
  'gzip',
  'deflate',
  'brotli',
  'zstd',
  'base64',
  'envelope',
  'confluent',
] as const;
export type DecoderName = (typeof decoderNames)[number];

/** As people write them. */
export const decoderTitles: Readonly<Record<DecoderName, string>> = {
  'utf-8': 'Text',
  json: 'JSON',
  messagepack: 'MessagePack',
  cbor: 'CBOR',
  avro: 'Avro',
  protobuf: 'Protobuf',
  gzip: 'gzip',
  deflate: 'deflate',
  brotli: 'Brotli',
  zstd: 'Zstandard',
  base64: 'Base64',
  envelope: 'Wrapped payload',
  confluent: 'Schema registry frame',
};

export const schemaKinds = ['avro', 'protobuf'] as const;
export type SchemaKind = (typeof schemaKinds)[number];

/** One decoder of a way; `schemaId` names a schema of the library, for Avro and Protobuf. */
export interface DecodeStep {
  readonly decoder: DecoderName;
  readonly schemaId?: string | undefined;
}

/** A payload packed more often than this is shown as the bytes that are left. */
export const maxLayers = 6;

export const isSameWay = (one: readonly DecodeStep[], other: readonly DecodeStep[]): boolean =>
  one.length === other.length &&
  one.every(
    ({ decoder, schemaId }, at) => other[at]?.decoder === decoder && other[at]?.schemaId === schemaId,
  );
