/** A checkout's own view of a runtime that takes no app path, in `<root>/.cache/electron`; see electron-mount.mjs. */
export function mountElectron(
  root: string,
  distribution: string,
  facts: { source: 'override' | 'fallback'; version: string },
): void;
