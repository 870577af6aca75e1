/** Room `settings`: small versioned files, written whole or not at all. */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface JsonFile {
  /** The parsed content; `missing` when there is no file, `damaged` when it holds no JSON. */
  read(): Promise<
    { state: 'read'; value: unknown } | { state: 'missing' } | { state: 'damaged'; words: string }
  >;
  /** Replaces the content: written beside, flushed, then renamed, so that a crash leaves the old or the new file. */
  write(value: unknown): Promise<void>;
  /** Moves a file that cannot be used out of the way; returns where it is now. */
  setAside(suffix: string): Promise<string>;
}

export function createJsonFile(path: string): JsonFile {
  // Writes are strung together: two at once would rename each other's half-written file.
  let last: Promise<void> = Promise.resolve();

  async function replace(value: unknown): Promise<void> {
    const beside = `${path}.new`;
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(beside, 'w', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(value, undefined, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, path).catch(async (thrown: unknown) => {
      await rm(beside, { force: true });
      throw thrown;
    });
  }

  return {
    async read() {
      let text: string;
      try {
        text = await readFile(path, 'utf8');
      } catch (thrown) {
        if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')
          return { state: 'missing' };
        return { state: 'damaged', words: thrown instanceof Error ? thrown.message : String(thrown) };
      }
      try {
        const value: unknown = JSON.parse(text);
        return { state: 'read', value };
      } catch (thrown) {
        return { state: 'damaged', words: thrown instanceof Error ? thrown.message : String(thrown) };
      }
    },
    write(value) {
      const next = last.then(() => replace(value));
      last = next.catch(() => undefined);
      return next;
    },
    async setAside(suffix) {
      const aside = `${path}.${suffix}`;
      await rename(path, aside);
      return aside;
    },
  };
}
