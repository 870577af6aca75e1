/** Gathers frames of one stream until they are worth a transaction. */
import { mebibyte } from '../../../shared/domain/units.ts';
import type { ImportBatch } from '../transfer-protocol.ts';

const mostFrames = 1_000;
const mostBytes = 4 * mebibyte;

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
  let stream: ImportStream | undefined;
  let frames: Buffer[] = [];
  let times: number[] = [];
  let bytes = 0;

  const flush = async (): Promise<void> => {
    if (stream === undefined || frames.length === 0) return;
    const memory = new SharedArrayBuffer(bytes);
    const packed = new Uint8Array(memory);
    const offsets = new Uint32Array(frames.length + 1);
    let at = 0;
    for (const [index, frame] of frames.entries()) {
      packed.set(frame, at);
      at += frame.length;
      offsets[index + 1] = at;
    }
    const batch = { ...stream, frames: memory, offsets, receivedAt: Float64Array.from(times) };
    frames = [];
    times = [];
    bytes = 0;
    await send(batch);
  };

  return {
    add: async (next, frame, receivedAt) => {
      if (stream !== undefined && stream.fullName !== next.fullName) await flush();
      stream = next;
      const packed = Buffer.from(frame);
      frames.push(packed);
      times.push(receivedAt);
      bytes += packed.length;
      if (frames.length >= mostFrames || bytes >= mostBytes) await flush();
    },
    flush,
  };
}
