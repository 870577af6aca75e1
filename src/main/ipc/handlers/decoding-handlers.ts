import type { Handlers } from '../../../shared/contract/api.ts';
import type { DecodeService } from '../../decode/decode-service.ts';
import type { DecoderLibraryKeeper } from '../../decode/decoder-library.ts';

export interface DecodingServices {
  readonly decoding: DecodeService;
  readonly library: DecoderLibraryKeeper;
}

export const decodingHandlers = ({ decoding, library }: DecodingServices) =>
  ({
    'messages.decode': (request) => decoding.decode(request),
    'messages.previousWithKey': ({ rowId }) => decoding.previousWithKey(rowId),
    'decoders.library': () => library.read(),
    'decoders.bind': ({ streamId, chain }) => decoding.bind(streamId, chain),
    'decoders.checkSchema': (schema) => decoding.checkSchema(schema),
    'decoders.saveSchema': (schema) => decoding.saveSchema(schema),
    'decoders.removeSchema': ({ id }) => library.removeSchema(id),
  }) satisfies Partial<Handlers>;
