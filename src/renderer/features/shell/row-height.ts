import type { Density } from '../../lib/theme.ts';

/** Row heights in px, the same as `--row-height` in tokens.css: virtual views must know them as numbers. */
const rowHeights: Readonly<Record<Density, number>> = { compact: 22, cosy: 26, comfortable: 30 };

export function rowHeightOf(density: Density): number {
  return rowHeights[density];
}
