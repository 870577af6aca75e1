/** What all processes of a running app (main, window, GPU, helpers) take together, as the operating system counts it. */
import { readFile } from 'node:fs/promises';
import type { ElectronApplication } from '@playwright/test';

/** Clock ticks a second in /proc, on every Linux that Electron runs on. */
const ticksPerSecond = 100;

/** Resident memory in MiB: shared pages count once for each process, before and after alike. */
export async function residentMebibytes(app: ElectronApplication): Promise<number> {
  const kibibytes = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
  );
  return kibibytes / 1024;
}

/** Processor time used so far by these processes, in seconds. Only Linux tells it for processes that are not ours. */
export async function processorSeconds(pids: readonly number[]): Promise<number> {
  if (process.platform !== 'linux')
    throw new Error('The processor time of other processes is read from /proc, which only Linux has.');
  const each = await Promise.all(pids.map(processorTicks));
  return each.reduce((sum, ticks) => sum + ticks, 0) / ticksPerSecond;
}

/** User and system time: fields 14 and 15 of stat, counted behind the name, which may hold anything. */
async function processorTicks(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}
