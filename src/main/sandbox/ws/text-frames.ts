/** Bytes gathered before they are handed to the socket in one write. */
const CHUNK_BYTES = 64 * 1024;
const LONGEST_HEADER_BYTES = 10;
const FINAL_TEXT_FRAME = 0x81;

/**
 * Writes WebSocket text frames (RFC 6455 section 5.2, server to client, so unmasked) side by side into large chunks: a
 * library call and a socket write for each small frame would cost more than everything else the broker does.
 */
export class TextFrames {
  readonly #write: (chunk: Buffer) => void;
  #chunk: Buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  #start = 0;
  #end = 0;

  constructor(write: (chunk: Buffer) => void) {
    this.#write = write;
  }

  get pendingBytes(): number {
    return this.#end - this.#start;
  }

  append(text: string): void {
    // Three bytes is the most that UTF-8 takes for one UTF-16 unit.
    const mostBytes = text.length * 3 + LONGEST_HEADER_BYTES;
    if (mostBytes > CHUNK_BYTES) this.#appendAlone(text);
    else {
      if (mostBytes > CHUNK_BYTES - this.#end) this.#renew();
      this.#appendToChunk(text);
    }
  }

  flush(): void {
    if (this.#end === this.#start) return;
    const chunk = this.#chunk.subarray(this.#start, this.#end);
    this.#start = this.#end;
    this.#write(chunk);
  }

  /** Writes the text where it would lie behind the shorter header, which nearly always fits, and moves it if it does not. */
  #appendToChunk(text: string): void {
    const guess = headerBytes(text.length);
    const bytes = this.#chunk.write(text, this.#end + guess, 'utf8');
    const header = headerBytes(bytes);
    if (header !== guess)
      this.#chunk.copyWithin(this.#end + header, this.#end + guess, this.#end + guess + bytes);
    writeHeader(this.#chunk, this.#end, bytes);
    this.#end += header + bytes;
  }

  #appendAlone(text: string): void {
    this.flush();
    const bytes = Buffer.byteLength(text, 'utf8');
    const frame = Buffer.allocUnsafe(headerBytes(bytes) + bytes);
    writeHeader(frame, 0, bytes);
    frame.write(text, headerBytes(bytes), 'utf8');
    this.#write(frame);
  }

  #renew(): void {
    this.flush();
    // The old chunk may still be on its way out, so it is left alone.
    this.#chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    this.#start = 0;
    this.#end = 0;
  }
}

function headerBytes(payloadBytes: number): number {
  return payloadBytes < 126 ? 2 : payloadBytes < 65_536 ? 4 : 10;
}

function writeHeader(target: Buffer, at: number, payloadBytes: number): void {
  target[at] = FINAL_TEXT_FRAME;
  if (payloadBytes < 126) target[at + 1] = payloadBytes;
  else if (payloadBytes < 65_536) {
    target[at + 1] = 126;
    target.writeUInt16BE(payloadBytes, at + 2);
  } else {
    target[at + 1] = 127;
    target.writeUInt32BE(0, at + 2);
    target.writeUInt32BE(payloadBytes, at + 6);
  }
}
