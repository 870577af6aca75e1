// Takes one file out of an npm tarball, and checks a tarball against its integrity value.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

const blockSize = 512;

/**
 * @param {string} path
 * @returns {Promise<string>} as npm writes it: "sha512-" and the digest in base64
 */
export async function integrityOf(path) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return `sha512-${hash.digest('base64')}`;
}

/**
 * @param {string} tarball gzipped
 * @param {string} member path of the file inside
 * @param {string} target
 * @param {(fraction: number) => void} [onProgress] 0 to 1
 * @throws {Error} when the tarball holds no such file or ends inside it
 */
export async function extractMember(tarball, member, target, onProgress) {
  const source = createReadStream(tarball);
  const unpacked = source.pipe(createGunzip());
  // A stream error before the loop below would else be nobody's.
  source.once('error', (error) => unpacked.destroy(error));
  /** @type {Buffer} */
  let held = Buffer.alloc(0);
  /** Bytes of an unwanted file, and of its padding, still to pass over. */
  let skip = 0;
  /** @type {AsyncIterator<Buffer>} */
  const chunks = unpacked[Symbol.asyncIterator]();
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
    for (;;) {
      const passed = Math.min(skip, held.length);
      skip -= passed;
      held = held.subarray(passed);
      if (skip > 0 || held.length < blockSize) break;
      const header = held.subarray(0, blockSize);
      const size = Number.parseInt(header.toString('latin1', 124, 136), 8) || 0;
      if (nameOf(header) === member) {
        await writeRest(chunks, held.subarray(blockSize), size, target, onProgress);
        source.destroy();
        return;
      }
      held = held.subarray(blockSize);
      skip = Math.ceil(size / blockSize) * blockSize;
    }
  }
  throw new Error(`${tarball} holds no ${member}`);
}

/**
 * @param {AsyncIterator<Buffer>} chunks what follows `first`
 * @param {Buffer} first
 * @param {number} size
 * @param {string} target
 * @param {((fraction: number) => void) | undefined} onProgress
 */
async function writeRest(chunks, first, size, target, onProgress) {
  const file = createWriteStream(target);
  let written = 0;
  const take = async (/** @type {Buffer} */ chunk) => {
    const part = chunk.subarray(0, size - written);
    written += part.length;
    if (!file.write(part)) await once(file, 'drain');
    onProgress?.(written / size);
  };
  await take(first);
  while (written < size) {
    const next = await chunks.next();
    if (next.done) break;
    await take(next.value);
  }
  await new Promise((resolve, reject) => file.once('error', reject).end(resolve));
  if (written < size) throw new Error(`it ends after ${written} of ${size} bytes`);
}

/** @param {Buffer} header */
function nameOf(header) {
  const text = (/** @type {number} */ from, /** @type {number} */ to) =>
    header.toString('utf8', from, to).replace(/\0[\s\S]*$/, '');
  const prefix = text(345, 500);
  return prefix ? `${prefix}/${text(0, 100)}` : text(0, 100);
}
