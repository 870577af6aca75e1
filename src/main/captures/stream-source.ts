import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { StreamSource } from '../export/transfer-service.ts';
import type { ProfileService } from '../profiles/profile-service.ts';
import type { Store } from '../store/store.ts';
import { placeOfStream } from './capture-ids.ts';
import type { CaptureService } from './capture-service.ts';

export interface StreamSourceOptions {
  readonly store: Pick<Store, 'stream'>;
  readonly captures: Pick<CaptureService, 'readerAt' | 'list'>;
  readonly profiles: Pick<ProfileService, 'list'>;
  /** Where the history is. */
  readonly folder: string;
  readonly copyFolder: string;
}

/** Which file the messages of a stream are in: the history, or a capture that is open. */
export function createStreamSource(
  options: StreamSourceOptions,
): (streamId: number) => Promise<StreamSource> {
  return async (streamId) => {
    const place = placeOfStream(streamId);
    if (place === undefined) {
      const { connectionId, kind } = await options.store.stream(streamId);
      const profile = options.profiles.list().find(({ id }) => id === connectionId);
      const fallback = kind === 'sandbox' ? 'Sandbox' : 'a removed connection';
      return {
        streamId,
        source: { kind: 'history', folder: options.folder },
        connection: profile?.name ?? fallback,
      };
    }
    const { ids, path } = options.captures.readerAt(place);
    const capture = (await options.captures.list()).find((open) => open.path === path);
    return {
      streamId: ids.streamIn(streamId),
      source: { kind: 'capture', path, copyPath: join(options.copyFolder, `${randomUUID()}.db`) },
      connection: capture?.manifest.source ?? 'a capture',
    };
  };
}
