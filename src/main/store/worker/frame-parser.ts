/** One frame to a message that can be stored, or to the reason why it is none. */
import { Buffer } from 'node:buffer';
import { emptyFields, type FrameFields, type FrameVerdict } from './frame-fields.ts';
import { readFrame } from './frame-reader.ts';
import { scanFrame } from './frame-scanner.ts';
import { identityOf, type Identity } from './queries/identity.ts';

/** The last frame parsed. One object serves all frames, so take what is needed before the next one. */
export interface FrameParser {
  readonly fields: FrameFields;
  readonly payload: () => Buffer;
  readonly identity: () => Identity;
  /** Parses `frames[start .. end]`; payload and identity are there when this says `message`. */
  readonly parse: (frames: Buffer, start: number, end: number) => FrameVerdict;
}

const noBytes = Buffer.alloc(0);
const noIdentity: Identity = { ledger: -1, entry: -1, partition: -1, batchIndex: -1 };

export function createFrameParser(): FrameParser {
  const fields = emptyFields();
  let payload: Buffer = noBytes;
  let identity = noIdentity;

  const takeParts = (): FrameVerdict => {
    const bytes = decodeBase64(fields.payload);
    if (bytes === undefined) return 'FRAME_BAD_PAYLOAD';
    const id = identityOf(fields.messageId);
    if (id === undefined) return 'FRAME_BAD_ID';
    payload = bytes;
    identity = id;
    return 'message';
  };

  return {
    fields,
    payload: () => payload,
    identity: () => identity,
    parse: (frames, start, end) => {
      // A verdict against a scanned frame is the reader's to confirm: it alone unescapes.
      if (scanFrame(frames.toString('latin1', start, end), fields) && takeParts() === 'message')
        return 'message';
      // The reader gets a copy: the batch lies in memory shared with main.
      const verdict = readFrame(Buffer.from(frames.subarray(start, end)), fields);
      return verdict === 'message' ? takeParts() : verdict;
    },
  };
}

/** Undefined when the text is not base64 to its last character: the decoder alone skips what it cannot read. */
function decodeBase64(text: string): Buffer | undefined {
  let length = text.length;
  if (length > 0 && text.charCodeAt(length - 1) === 0x3d) length -= 1;
  if (length > 0 && text.charCodeAt(length - 1) === 0x3d) length -= 1;
  if (length % 4 === 1) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === Math.floor((length * 3) / 4) ? bytes : undefined;
}
