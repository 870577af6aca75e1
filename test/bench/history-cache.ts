/** Made-up histories are kept in the temporary folder by size: making ten million rows takes minutes. */
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeHistory, type MadeHistory } from './make-history.ts';
import type { MadeUpMessage } from './made-up-messages.ts';

/** Grows when the messages or the schema change. */
const generation = 2;

export interface CachedHistory extends MadeHistory {
  readonly folder: string;
  /** The same messages, one JSON object a line, for comparison with `grep`. */
  readonly jsonl: string;
}

export async function historyOf(rows: number): Promise<CachedHistory> {
  const folder = join(tmpdir(), 'streamscope-bench', `history-${generation}-${rows}`);
  const jsonl = join(folder, 'messages.jsonl');
  const note = join(folder, 'made.json');
  if (!existsSync(note)) {
    console.log(`making a history of ${rows.toLocaleString('en')} rows`);
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    const lines = createWriteStream(join(unfinished, 'messages.jsonl'));
    const onMessage = ({ payload, key, properties }: MadeUpMessage): void => {
      const value = payload.startsWith('{') ? payload : JSON.stringify(payload);
      lines.write(`{"key":"${key}","properties":${properties},"value":${value}}\n`);
    };
    const made = await makeHistory({ rows, folder: unfinished, seed: 1, onMessage });
    await new Promise((resolve) => lines.end(resolve));
    writeFileSync(join(unfinished, 'made.json'), JSON.stringify(made));
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  }
  const made: MadeHistory = JSON.parse(readFileSync(note, 'utf8'));
  return { ...made, folder, jsonl };
}
