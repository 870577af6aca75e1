/** Memory that main fills with raw frames and the writer reads without a copy. Used again and again. */

/** Space for the frames of one batch. A frame larger than this gets a slab of its own size. */
export const slabBytes = 512 * 1024;
/** Frames in one batch at most: a transaction of a few milliseconds. */
export const framesPerSlab = 2000;

export interface FrameSlab {
  readonly memory: SharedArrayBuffer;
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
  readonly receivedAt: Float64Array;
  count: number;
}

export function createSlab(size: number): FrameSlab {
  const memory = new SharedArrayBuffer(Math.max(size, slabBytes));
  return {
    memory,
    bytes: new Uint8Array(memory),
    offsets: new Uint32Array(framesPerSlab + 1),
    receivedAt: new Float64Array(framesPerSlab),
    count: 0,
  };
}

export function usedBytes(slab: FrameSlab): number {
  return slab.offsets[slab.count] ?? 0;
}

export function hasRoom(slab: FrameSlab, size: number): boolean {
  return slab.count < framesPerSlab && usedBytes(slab) + size <= slab.bytes.length;
}

export function putFrame(slab: FrameSlab, data: Uint8Array, receivedAt: number): void {
  const start = slab.offsets[slab.count] ?? 0;
  slab.bytes.set(data, start);
  slab.receivedAt[slab.count] = receivedAt;
  slab.count += 1;
  slab.offsets[slab.count] = start + data.length;
}
