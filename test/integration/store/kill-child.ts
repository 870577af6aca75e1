/** Runs `crash-child.ts` and kills it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { fileURLToPath } from 'node:url';

const child = fileURLToPath(new URL('./crash-child.ts', import.meta.url));

/** A word that it says, or a file that it makes in the history's folder. */
export type Moment = { readonly word: 'opening' | 'acked' } | { readonly file: string };

export interface ChildLife {
  readonly folder: string;
  /** The entry it goes on with. */
  readonly ackedBefore: number;
  /** 0 for all. */
  readonly rowsKept: number;
  /** It is killed so long after this moment. */
  readonly moment: Moment;
  readonly afterMs: number;
}

/** The entry up to which it had acked when it was killed. */
export async function runAndKill(life: ChildLife): Promise<number> {
  const { folder, ackedBefore, rowsKept, moment } = life;
  const running = spawn(
    process.execPath,
    ['--no-warnings', child, folder, String(ackedBefore), String(rowsKept)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  const files = watch(folder);
  const hasCome = new Promise<void>((resolve, reject) => {
    running.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if ('word' in moment && output.includes(moment.word)) resolve();
    });
    files.on('change', (_, name) => {
      if ('file' in moment && name === moment.file) resolve();
    });
    running.once('exit', (code) => reject(new Error(`The child ended by itself with ${code}.`)));
  });
  try {
    await hasCome;
  } finally {
    files.close();
  }
  await new Promise((resolve) => setTimeout(resolve, life.afterMs));
  running.kill('SIGKILL');
  await once(running, 'close');
  return Number(/.*acked (\d+)\n/s.exec(output)?.[1] ?? ackedBefore);
}
