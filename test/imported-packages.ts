import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const importOfAPackage = /(?:from|import\()\s*'((?:@[\w-]+\/)?[\w-]+(?:\/[\w./-]+)?)'/g;
const typesOnly = /import type [^;]+;/g;
/** Given by the runner, or of Node: nothing to prepare for a page. */
const isGiven = (name: string): boolean => /^(node:|vitest|svelte\/elements$|ws$|electron$)/.test(name);

/** Every module of a package that the sources under some folders import, e.g. `@lucide/svelte/icons/pin`. */
export function importedPackages(...folders: readonly string[]): string[] {
  const found = new Set<string>();
  for (const folder of folders) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => /\.(svelte|ts)$/.test(name))) {
      const source = readFileSync(join(folder, file), 'utf8').replaceAll(typesOnly, '');
      for (const [, name = ''] of source.matchAll(importOfAPackage)) if (!isGiven(name)) found.add(name);
    }
  }
  return [...found].sort();
}
