import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

/** One import as written: the file that holds it, and what it names (a path from the root, or a package). */
export interface ImportEdge {
  readonly from: string;
  readonly to: string;
}

const sourceFile = /\.(ts|svelte)$/;

export function sourceFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => sourceFile.test(path) && statSync(join(root, path)).isFile())
    .map((path) => path.split(sep).join('/'));
}

/** Every import of a file, type-only and dynamic ones included; of a component, those of all its scripts. */
export function importsOf(root: string, path: string): ImportEdge[] {
  const text = readFileSync(join(root, path), 'utf8');
  const scripts = path.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, body]) => body ?? '')
    : [text];
  return scripts
    .flatMap((script) => ts.preProcessFile(script, true, true).importedFiles)
    .map(({ fileName }) => ({ from: path, to: targetOf(root, path, fileName) }));
}

/** Relative imports become paths from the root; packages lose what follows their name (`node:` stays whole). */
function targetOf(root: string, from: string, specifier: string): string {
  if (specifier.startsWith('.'))
    return relative(root, resolve(root, dirname(from), specifier))
      .split(sep)
      .join('/');
  if (specifier.startsWith('node:')) return specifier;
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Files that can be reached from themselves; each cycle is named once, by its path. */
export function cyclesIn(edges: readonly ImportEdge[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[][] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      cycles.push([...trail.slice(trail.indexOf(path)), path]);
      return;
    }
    state.set(path, 'open');
    for (const to of next.get(path) ?? []) visit(to, [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of next.keys()) visit(path, []);
  return cycles;
}
