import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cyclesIn, importsOf, sourceFiles } from './import-graph.ts';
import type { ImportEdge } from './import-graph.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = sourceFiles(root, 'src');
const edges = files.flatMap((file) => importsOf(root, file));

const isPath = (to: string): boolean => to.startsWith('src/') || to.startsWith('test/');
const inside = (path: string, ...rooms: readonly string[]): boolean =>
  rooms.some((room) => path === room || path.startsWith(`${room}/`));

/** Edges that start in a room and go where `allowed` says no. */
const strays = (room: string, allowed: (to: string) => boolean): ImportEdge[] =>
  edges.filter(({ from, to }) => inside(from, room) && !allowed(to));

const electronRooms = ['src/main/app', 'src/main/ipc', 'src/main/index.ts', 'src/preload'];

describe('the house keeps its rooms apart', () => {
  it('shared is pure: it imports itself, zod and the filter language only', () => {
    const packages = ['zod', '@marcbachmann/cel-js'];
    expect(strays('src/shared', (to) => inside(to, 'src/shared') || packages.includes(to))).toEqual([]);
  });

  it('Electron is imported by main/app, main/ipc, main/index.ts and preload alone', () => {
    const importers = edges.filter(({ to }) => to === 'electron').map(({ from }) => from);
    expect(importers.length).toBeGreaterThan(0);
    expect(importers.filter((from) => !inside(from, ...electronRooms))).toEqual([]);
  });

  it('the window imports shared and itself, never Electron, Node or main', () => {
    expect(
      strays('src/renderer', (to) =>
        isPath(to) ? inside(to, 'src/renderer', 'src/shared') : to !== 'electron' && !to.startsWith('node:'),
      ),
    ).toEqual([]);
  });

  it('the design system knows no feature, call or state', () => {
    const known = ['src/renderer/ui', 'src/renderer/lib', 'src/renderer/styles', 'src/shared/domain'];
    expect(strays('src/renderer/ui', (to) => !isPath(to) || inside(to, ...known))).toEqual([]);
  });

  it('the state of the window knows no component', () => {
    const known = [
      'src/renderer/state',
      'src/renderer/api',
      'src/renderer/lib',
      'src/renderer/ui',
      'src/shared',
    ];
    expect(
      strays('src/renderer/state', (to) => !isPath(to) || (inside(to, ...known) && !to.endsWith('.svelte'))),
    ).toEqual([]);
  });

  it('preload imports Electron and the contract only, and stays under 40 lines', () => {
    expect(strays('src/preload', (to) => to === 'electron' || inside(to, 'src/shared/contract'))).toEqual([]);
    const text = readFileSync(`${root}/src/preload/index.ts`, 'utf8');
    expect(text.split('\n').length).toBeLessThan(40);
  });

  it('sockets know nothing of services, sessions or storage: ws, Node and shared only', () => {
    expect(
      strays(
        'src/main/sockets',
        (to) => to === 'ws' || to.startsWith('node:') || inside(to, 'src/shared', 'src/main/sockets'),
      ),
    ).toEqual([]);
  });

  it('the store threads import shared, SQLite, Node and their own room only', () => {
    const packages = ['better-sqlite3', 'zod'];
    expect(
      strays(
        'src/main/store/worker',
        (to) => packages.includes(to) || to.startsWith('node:') || inside(to, 'src/shared', 'src/main/store'),
      ),
    ).toEqual([]);
  });

  it('only the store threads open the database', () => {
    const openers = edges.filter(({ to }) => to === 'better-sqlite3').map(({ from }) => from);
    expect(openers.length).toBeGreaterThan(0);
    expect(openers.filter((from) => !inside(from, 'src/main/store/worker', 'src/main/export'))).toEqual([]);
  });

  it('the sandbox stands alone: it imports shared, Node and ws, and only its host in main imports it', () => {
    expect(
      strays(
        'src/main/sandbox',
        (to) => to === 'ws' || to.startsWith('node:') || inside(to, 'src/shared', 'src/main/sandbox'),
      ),
    ).toEqual([]);
    const importers = edges.filter(
      ({ from, to }) => inside(to, 'src/main/sandbox') && !inside(from, 'src/main/sandbox'),
    );
    expect(importers.filter(({ from }) => from !== 'src/main/sandbox-host.ts')).toEqual([]);
  });

  it('keytar is loaded in one place', () => {
    const importers = edges.filter(({ to }) => to === 'keytar').map(({ from }) => from);
    expect(importers.filter((from) => !inside(from, 'src/main/keychain', 'src/main/index.ts'))).toEqual([]);
  });

  it('nobody imports the composition root, and nothing in src imports a test', () => {
    expect(edges.filter(({ to }) => to === 'src/main/index.ts' || to.startsWith('test/'))).toEqual([]);
  });

  it('no file can be reached from itself, but for components that nest', () => {
    const nests = ({ from, to }: ImportEdge): boolean => from === to && from.endsWith('.svelte');
    expect(cyclesIn(edges.filter((edge) => !nests(edge)))).toEqual([]);
  });

  it('every relative import names a file that exists, with its ending', () => {
    const missing = edges.filter(
      ({ to }) => to.startsWith('src/') && !existsSync(`${root}/${to.split('?')[0] ?? ''}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('the files keep their manners', () => {
  it('no file hides behind a name that says nothing', () => {
    const vague = /(^|\/)(utils?|helpers?|types|index|common|misc)\.ts$/;
    const named = files.filter((file) => vague.test(file));
    expect(named.filter((file) => !['src/main/index.ts', 'src/preload/index.ts'].includes(file))).toEqual([]);
  });

  it('names are kebab-case, components PascalCase', () => {
    const good = /(^|\/)([a-z0-9]+(-[a-z0-9]+)*(\.svelte)?\.ts|[A-Z][A-Za-z0-9]*\.svelte)$/;
    expect(files.filter((file) => !good.test(file))).toEqual([]);
  });

  it('nothing silences the compiler', () => {
    const silenced = files.filter((file) =>
      /@ts-(ignore|nocheck|expect-error)/.test(readFileSync(`${root}/${file}`, 'utf8')),
    );
    expect(silenced).toEqual([]);
  });

  it('the first file of every room of main says what the room owns', () => {
    const rooms = readdirSync(`${root}/src/main`, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const silent = rooms
      .map(({ name }) => name)
      .filter((room) => {
        const inRoom = files.filter((file) => inside(file, `src/main/${room}`));
        return (
          inRoom.length > 0 &&
          !inRoom.some((file) => /[Rr]oom/.test(readFileSync(`${root}/${file}`, 'utf8').slice(0, 600)))
        );
      });
    expect(silent).toEqual([]);
  });
});
