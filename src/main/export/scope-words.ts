import type { ExportScope } from '../../shared/contract/schemas/transfer.ts';

/** Which messages were chosen, for whoever opens a capture. */
export function scopeWords(scope: ExportScope): string {
  switch (scope.kind) {
    case 'stream':
      return 'all stored messages';
    case 'ranges': {
      const count = scope.ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
      return count === 1 ? 'one selected message' : `${count} selected messages`;
    }
    case 'filter':
      return `messages that match ${scope.filter}`;
    case 'time':
      return `messages received from ${isoOf(scope.from)} to ${isoOf(scope.to)}`;
  }
}

const isoOf = (at: number): string => {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? 'any time' : time.toISOString();
};
