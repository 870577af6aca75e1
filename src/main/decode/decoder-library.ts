/** The schemas a person has given, and the way each stream's payloads are read, in a file of their own. */
import { z } from 'zod';
import { StreamscopeError } from '../../shared/contract/errors.ts';
import {
  decoderLibrarySchema,
  type DecoderBinding,
  type DecoderLibrary,
  type MessageSchema,
} from '../../shared/contract/schemas/decoding.ts';
import type { DecodeStep } from '../../shared/domain/decoders.ts';
import type { JsonFile } from '../settings/json-file.ts';

export const libraryVersion = 1;
export const maxSchemas = 200;
/** Streams remembered; the one remembered longest ago goes first. */
export const maxBindings = 2_000;

const fileSchema = z.object({ version: z.literal(libraryVersion), library: decoderLibrarySchema });

export interface StreamPlace {
  readonly connectionId: string;
  readonly fullName: string;
}

export interface DecoderLibraryKeeper {
  read(): DecoderLibrary;
  schema(id: string): MessageSchema | undefined;
  chainOf(place: StreamPlace): readonly DecodeStep[] | undefined;
  bind(place: StreamPlace, chain: readonly DecodeStep[] | null): Promise<void>;
  saveSchema(schema: MessageSchema): Promise<void>;
  removeSchema(id: string): Promise<void>;
}

export interface LibraryOptions {
  readonly file: JsonFile;
  readonly now: () => number;
  /** Told when the file could not be used; the app starts with an empty library all the same. */
  readonly onProblem: (words: string) => void;
  readonly onChange: (library: DecoderLibrary) => void;
}

export async function loadDecoderLibrary(options: LibraryOptions): Promise<DecoderLibraryKeeper> {
  let library = await readLibrary(options);

  const replace = async (next: DecoderLibrary): Promise<void> => {
    library = next;
    options.onChange(library);
    await options.file.write({ version: libraryVersion, library });
  };
  const isAt =
    ({ connectionId, fullName }: StreamPlace) =>
    (binding: DecoderBinding) =>
      binding.connectionId === connectionId && binding.fullName === fullName;

  return {
    read: () => library,
    schema: (id) => library.schemas.find((schema) => schema.id === id),
    chainOf: (place) => library.bindings.find(isAt(place))?.chain,
    bind: (place, chain) => {
      const others = library.bindings.filter((binding) => !isAt(place)(binding));
      const { connectionId, fullName } = place;
      const added = chain === null ? [] : [{ connectionId, fullName, chain: [...chain] }];
      return replace({ ...library, bindings: [...added, ...others].slice(0, maxBindings) });
    },
    async saveSchema(schema) {
      const isKnown = library.schemas.some(({ id }) => id === schema.id);
      if (!isKnown && library.schemas.length >= maxSchemas)
        throw new StreamscopeError(
          'INPUT_INVALID',
          `At most ${maxSchemas} schemas are kept. Remove one first.`,
        );
      const schemas = isKnown
        ? library.schemas.map((other) => (other.id === schema.id ? schema : other))
        : [...library.schemas, schema];
      await replace({ ...library, schemas });
    },
    removeSchema: (id) =>
      replace({
        schemas: library.schemas.filter((schema) => schema.id !== id),
        bindings: library.bindings.filter(({ chain }) => chain.every((step) => step.schemaId !== id)),
      }),
  };
}

async function readLibrary(options: LibraryOptions): Promise<DecoderLibrary> {
  const content = await options.file.read();
  if (content.state === 'missing') return { schemas: [], bindings: [] };
  const parsed = fileSchema.safeParse(content.state === 'read' ? content.value : undefined);
  if (parsed.success) return parsed.data.library;
  const aside = await options.file
    .setAside(`damaged-${String(options.now())}`)
    .catch(() => 'where it was: it could not be moved');
  options.onProblem(
    `The schemas and decoders could not be read, so there are none. The old file is at ${aside}.`,
  );
  return { schemas: [], bindings: [] };
}
