import { describe, expect, it } from 'vitest';
import { restWidth, standsBelow } from '../../../../src/renderer/views/pane-room.ts';

const rest = (width: number, isPanelOpen = true): number => restWidth({ width, isPanelOpen, panelSize: 17 });

describe('the room of the panes', () => {
  it('leaves beside the side panel what its share leaves, but never makes the panel too narrow to read', () => {
    expect(rest(1920)).toBeCloseTo(1872 * 0.83);
    expect(rest(1024)).toBeCloseTo(976 - 200);
    expect(rest(1024, false)).toBe(976);
  });

  it('puts the inspector under two groups that would be too narrow beside it', () => {
    expect(standsBelow({ rest: rest(1024), height: 700, groups: 2 })).toBe(true);
    expect(standsBelow({ rest: rest(1024), height: 700, groups: 1 })).toBe(false);
    expect(standsBelow({ rest: rest(1440), height: 700, groups: 2 })).toBe(false);
  });

  it('keeps it beside a single group in a low window, where nothing would be left above it', () => {
    expect(standsBelow({ rest: rest(720), height: 450, groups: 1 })).toBe(false);
    expect(standsBelow({ rest: rest(720), height: 900, groups: 1 })).toBe(true);
  });
});
