/** How much an export will write, without reading more than a second's worth. */
import type { ExportFormat, ExportPlan, ExportScope } from '../../shared/contract/schemas/transfer.ts';
import type { Store } from '../store/store.ts';

/** Steps of looking at a filter's rows; each takes 40 ms at most. */
const filterSteps = 25;
const stepMs = 40;

/** Bytes a message takes beside its payload, and what becomes of a payload's byte (index, escapes), measured. */
const sizes: Readonly<Record<ExportFormat, { readonly each: number; readonly perByte: number }>> = {
  capture: { each: 220, perByte: 1.5 },
  jsonl: { each: 290, perByte: 1.15 },
  csv: { each: 190, perByte: 1.15 },
};

export type PlanStore = Pick<
  Store,
  'streamExtent' | 'positionAtTime' | 'openList' | 'fillList' | 'closeList'
>;

export async function planExport(
  store: PlanStore,
  scope: ExportScope,
  format: ExportFormat,
): Promise<ExportPlan> {
  const extent = await store.streamExtent(scope.streamId);
  const { count, isExact } = await countOf(store, scope, extent);
  const average = extent.bytes / Math.max(1, extent.count);
  const { each, perByte } = sizes[format];
  return { count, isExact, bytes: Math.round(count * (each + average * perByte)) };
}

async function countOf(
  store: PlanStore,
  scope: ExportScope,
  extent: { readonly count: number; readonly firstSeq: number; readonly lastSeq: number },
): Promise<{ count: number; isExact: boolean }> {
  switch (scope.kind) {
    case 'stream':
      return { count: extent.count, isExact: true };
    case 'ranges': {
      const lengths = scope.ranges.map(({ from, to }) =>
        Math.max(0, Math.min(to, extent.lastSeq) - Math.max(from, extent.firstSeq) + 1),
      );
      return { count: lengths.reduce((sum, length) => sum + length, 0), isExact: true };
    }
    case 'time': {
      const first = await store.positionAtTime(scope.streamId, scope.from);
      const end = await store.positionAtTime(scope.streamId, scope.to + 1);
      return { count: Math.max(0, end - first), isExact: true };
    }
    case 'filter':
      return countMatches(store, scope.streamId, scope.filter);
  }
}

async function countMatches(store: PlanStore, streamId: number, filter: string) {
  let list = await store.openList({ streamId, filter });
  try {
    for (let step = 0; step < filterSteps && list.left > 0; step += 1)
      list = await store.fillList(list.listId, stepMs);
    const share = list.scanned / Math.max(1, list.scanned + list.left);
    return {
      count: list.left === 0 ? list.matches : Math.round(list.matches / share),
      isExact: list.left === 0,
    };
  } finally {
    await store.closeList(list.listId);
  }
}
