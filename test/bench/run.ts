/** `npm run bench` runs every benchmark, `npm run bench -- ingest --quick` one of them on a smaller size. */
import { printResult, type Bench } from './bench.ts';

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  ingest: async () => (await import('./ingest.ts')).ingest,
  publish: async () => (await import('./publish.ts')).publish,
  open: async () => (await import('./open.ts')).open,
  histogram: async () => (await import('./histogram.ts')).histogram,
  search: async () => (await import('./search.ts')).search,
  filter: async () => (await import('./filter.ts')).filter,
  export: async () => (await import('./export.ts')).exporting,
  memory: async () => (await import('./memory.ts')).memory,
  painted: async () => (await import('./painted.ts')).painted,
  live: async () => (await import('./live.ts')).live,
  start: async () => (await import('./start.ts')).start,
  inspect: async () => (await import('./inspect.ts')).inspect,
  idle: async () => (await import('./idle.ts')).idle,
};

const wishes = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const quick = process.argv.includes('--quick');
const unknown = wishes.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

for (const [name, load] of Object.entries(benches)) {
  if (wishes.length > 0 && !wishes.includes(name)) continue;
  try {
    const bench = await load();
    printResult({ bench: name, quick, metrics: await bench({ quick }) });
  } catch (error) {
    console.error(`${name} could not measure:`, error);
    process.exitCode = 1;
  }
}
