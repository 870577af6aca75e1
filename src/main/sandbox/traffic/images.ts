import { crc32, deflateSync } from 'node:zlib';
import { draftOf, type MessageDraft } from '../broker/message.ts';
import { between, type Random } from './random.ts';

const SIDE = 96;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Pictures of a camera: small PNG files, each a disc on a gradient. */
export function createImages(random: Random): (nowMs: number) => MessageDraft {
  let count = 0;
  return () => {
    const camera = `camera-${between(random, 1, 4)}`;
    count++;
    return draftOf({
      payload: drawDisc(random),
      key: camera,
      properties: { 'content-type': 'image/png', width: `${SIDE}`, height: `${SIDE}` },
      producerName: 'cameras',
      sequenceId: count,
    });
  };
}

function drawDisc(random: Random): Buffer {
  const hue = [between(random, 0, 255), between(random, 0, 255), between(random, 0, 255)] as const;
  const centre = { x: between(random, 24, SIDE - 24), y: between(random, 24, SIDE - 24) };
  const radius = between(random, 10, 24);
  return encodePng(SIDE, SIDE, (x, y) => {
    const isInside = Math.hypot(x - centre.x, y - centre.y) < radius;
    const shade = (x + y) / (2 * SIDE);
    return isInside
      ? hue
      : [Math.round(40 + 80 * shade), Math.round(60 + 90 * shade), Math.round(90 + 120 * shade)];
  });
}

/** 8-bit RGB without filters (PNG specification, sections 5 and 9). */
export function encodePng(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): Buffer {
  const stride = 1 + width * 3;
  const pixels = Buffer.alloc(height * stride);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) pixels.set(colour(x, y), y * stride + 1 + x * 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.byteLength);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, checksum]);
}
