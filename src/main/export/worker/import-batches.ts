/**
 * Gathers frames of one stream until they are worth a transaction. They are written into memory that is used again once
 * the batch is stored: three threads see each piece of it, and one made for every batch would lie about until the last
 * of the three happened to collect its garbage.
 */
import { mebibyte } from '../../../shared/domain/units.ts';
import type { ImportBatch } from '../transfer-protocol.ts';
import { mostOnTheWay } from './batch-sender.ts';

const mostFrames = 1_000;
const memoryBytes = 4 * mebibyte;
/** UTF-8 needs no more for one of JavaScript's characters. */
const bytesPerCharacter = 3;

export interface ImportStream {
  readonly fullName: string;
  readonly title: string;
}

export interface ImportBatches {
  /** Resolves when there is room for the next one. */
  readonly add: (stream: ImportStream, frame: string, receivedAt: number) => Promise<void>;
  readonly flush: () => Promise<void>;
}

export function createImportBatches(send: (batch: ImportBatch) => Promise<void>): ImportBatches {
  // While one batch is being stored the next is filled: `send` resolves when all but one are stored, in their order.
  const memories = Array.from({ length: mostOnTheWay }, () =>
    Buffer.from(new SharedArrayBuffer(memoryBytes)),
  );
  let turn = 0;
  let stream: ImportStream | undefined;
  let ends: number[] = [];
  let times: number[] = [];

  const bytes = (): number => ends.at(-1) ?? 0;
  const memory = (): Buffer<SharedArrayBuffer> | undefined => memories[turn % memories.length];

  const post = async (of: ImportStream, frames: SharedArrayBuffer): Promise<void> => {
    const batch = {
      ...of,
      frames,
      offsets: Uint32Array.from([0, ...ends]),
      receivedAt: Float64Array.from(times),
    };
    ends = [];
    times = [];
    await send(batch);
  };

  const flush = async (): Promise<void> => {
    const frames = memory();
    if (stream === undefined || frames === undefined || ends.length === 0) return;
    turn += 1;
    await post(stream, frames.buffer);
  };

  /** A frame too large for any batch: one of its own, in memory of its own. */
  const sendAlone = async (of: ImportStream, frame: string, receivedAt: number): Promise<void> => {
    await flush();
    const size = Buffer.byteLength(frame);
    const alone = Buffer.from(new SharedArrayBuffer(size));
    alone.write(frame);
    ends.push(size);
    times.push(receivedAt);
    await post(of, alone.buffer);
  };

  return {
    add: async (next, frame, receivedAt) => {
      if (stream !== undefined && stream.fullName !== next.fullName) await flush();
      stream = next;
      const most = frame.length * bytesPerCharacter;
      if (most > memoryBytes) {
        await sendAlone(next, frame, receivedAt);
        return;
      }
      if (ends.length === mostFrames || bytes() + most > memoryBytes) await flush();
      const at = bytes();
      ends.push(at + (memory()?.write(frame, at) ?? 0));
      times.push(receivedAt);
    },
    flush,
  };
}
