// Unpacks a zip archive entry by entry: stored or deflated entries, no encryption, no archive above 4 GB.
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
/** The end record: 22 bytes and a comment of at most 65,535. */
const endSearch = 22 + 0xffff;

/**
 * @typedef {object} ZipEntry
 * @property {string} name path inside the archive, with slashes
 * @property {number} method 0 stored, 8 deflated
 * @property {number} packedSize bytes in the archive
 * @property {number} size bytes when unpacked
 * @property {number} offset of its local header
 * @property {boolean} executable
 * @property {boolean} link a symbolic link
 */

/**
 * @param {string} archive
 * @returns {Promise<ZipEntry[]>}
 * @throws {Error} when the file is no zip archive, is cut short, or needs what is not read here
 */
export async function readZipEntries(archive) {
  const handle = await open(archive);
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(Math.min(size, endSearch));
    await handle.read(tail, 0, tail.length, size - tail.length);
    const end = lastEndRecord(tail);
    if (end < 0) throw new Error(`${archive} is not a whole zip archive (no end record)`);
    const count = tail.readUInt16LE(end + 10);
    const length = tail.readUInt32LE(end + 12);
    const start = tail.readUInt32LE(end + 16);
    if (start === 0xffffffff) throw new Error(`${archive} is a zip64 archive, which is not read here`);
    if (start + length > size) throw new Error(`${archive} is cut short`);
    const directory = Buffer.alloc(length);
    await handle.read(directory, 0, length, start);
    return parseDirectory(directory, count === 0xffff ? undefined : count, archive);
  } finally {
    await handle.close();
  }
}

/**
 * @param {string} archive
 * @param {readonly ZipEntry[]} entries
 * @param {string} folder
 * @param {(entry: ZipEntry) => void} [onEntry] told after each
 */
export async function extractZip(archive, entries, folder, onEntry) {
  const handle = await open(archive);
  try {
    for (const entry of entries) {
      const path = safePath(folder, entry.name);
      if (entry.name.endsWith('/')) {
        mkdirSync(path, { recursive: true });
        continue;
      }
      if (entry.link) throw new Error(`${entry.name} is a symbolic link, which is not unpacked here`);
      mkdirSync(dirname(path), { recursive: true });
      const header = Buffer.alloc(30);
      await handle.read(header, 0, header.length, entry.offset);
      const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
      const target = createWriteStream(path, { mode: entry.executable ? 0o755 : 0o644 });
      if (entry.size === 0) {
        await new Promise((resolve, reject) => target.once('error', reject).end(resolve));
      } else {
        const source = createReadStream(archive, { start, end: start + entry.packedSize - 1 });
        if (entry.method === 0) await pipeline(source, target);
        else await pipeline(source, createInflateRaw(), target);
      }
      if (target.bytesWritten !== entry.size)
        throw new Error(`${entry.name} did not unpack to its stated size`);
      onEntry?.(entry);
    }
  } finally {
    await handle.close();
  }
}

/**
 * @param {Buffer} directory
 * @param {number | undefined} count entries stated, where the field can hold the number
 * @param {string} archive
 * @returns {ZipEntry[]}
 */
function parseDirectory(directory, count, archive) {
  const entries = [];
  let at = 0;
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === entrySignature) {
    const nameLength = directory.readUInt16LE(at + 28);
    const method = directory.readUInt16LE(at + 10);
    const mode = directory.readUInt32LE(at + 38) >>> 16;
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    if (method !== 0 && method !== 8)
      throw new Error(`${name} is packed by method ${method}, which is not read here`);
    entries.push({
      name,
      method,
      packedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
      executable: (mode & 0o100) !== 0,
      link: (mode & 0o170000) === 0o120000,
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  if (count !== undefined && entries.length !== count) {
    throw new Error(`${archive} states ${count} entries, ${entries.length} were read`);
  }
  return entries;
}

/** @param {Buffer} tail */
function lastEndRecord(tail) {
  for (let at = tail.length - 22; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === endSignature) return at;
  }
  return -1;
}

/**
 * @param {string} folder
 * @param {string} name
 */
function safePath(folder, name) {
  const path = normalize(join(folder, name));
  if (!path.startsWith(normalize(folder) + sep))
    throw new Error(`${name} would be unpacked outside its folder`);
  return path;
}
