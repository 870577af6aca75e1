import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importsOf, sourceFiles } from './import-graph.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const room = 'src/renderer/ui';

/** Everything that a file shows, by itself or through what it imports. */
function reachedFrom(path: string, seen = new Set<string>()): ReadonlySet<string> {
  for (const { to } of importsOf(root, path)) {
    if (!to.startsWith(room) || seen.has(to)) continue;
    seen.add(to);
    reachedFrom(to, seen);
  }
  return seen;
}

describe('the gallery of the design system', () => {
  it('shows every component', () => {
    const shown = reachedFrom(`${room}/gallery/Gallery.svelte`);
    const components = sourceFiles(root, room).filter(
      (path) => path.endsWith('.svelte') && !path.startsWith(`${room}/gallery/`),
    );
    expect(components.length).toBeGreaterThan(40);
    expect(components.filter((path) => !shown.has(path))).toEqual([]);
  });
});
