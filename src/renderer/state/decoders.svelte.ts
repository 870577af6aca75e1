import type { Client } from '../api/client.ts';
import type { DecoderLibrary, MessageSchema, SchemaVerdict } from '../../shared/contract/schemas/decoding.ts';
import type { DecodeStep, SchemaKind } from '../../shared/domain/decoders.ts';

/** The schemas a person has given, and what is remembered of streams. */
export class Decoders {
  library = $state.raw<DecoderLibrary>({ schemas: [], bindings: [] });
  readonly #client: Client;
  readonly #stopListening: () => void;

  constructor(client: Client) {
    this.#client = client;
    this.#stopListening = client.on('decoders.changed', (library) => {
      this.library = library;
    });
  }

  async load(): Promise<void> {
    this.library = await this.#client.call('decoders.library');
  }

  schema(id: string | null | undefined): MessageSchema | undefined {
    return this.library.schemas.find((schema) => schema.id === id);
  }

  async bind(streamId: number, chain: readonly DecodeStep[] | null): Promise<void> {
    await this.#client.call('decoders.bind', { streamId, chain: chain === null ? null : [...chain] });
  }

  check(kind: SchemaKind, text: string): Promise<SchemaVerdict> {
    return this.#client.call('decoders.checkSchema', { kind, text });
  }

  async save(schema: MessageSchema): Promise<void> {
    await this.#client.call('decoders.saveSchema', schema);
  }

  async remove(id: string): Promise<void> {
    await this.#client.call('decoders.removeSchema', { id });
  }

  stop(): void {
    this.#stopListening();
  }
}
