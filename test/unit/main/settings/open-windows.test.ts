import { describe, expect, it } from 'vitest';
import {
  firstWindow,
  createOpenWindows,
  mostKeptWindows,
  type WindowPlace,
} from '../../../../src/main/settings/open-windows.ts';

const place: WindowPlace = { x: 10, y: 20, width: 1200, height: 800, maximised: false };

/** A file in memory: what is written is what the next run reads. */
function fileWith(value: unknown = undefined) {
  const disk = { value };
  return {
    kept: () => disk.value,
    write: (next: unknown) => {
      disk.value = structuredClone(next);
      return Promise.resolve();
    },
  };
}

const load = (file: ReturnType<typeof fileWith>, problems: unknown[] = []) =>
  createOpenWindows(file.kept(), file, (thrown) => problems.push(thrown));

describe('the windows that are open', () => {
  it('are the first one alone before anything was kept', async () => {
    expect(load(fileWith()).keys()).toEqual([firstWindow]);
  });

  it('come back each with its place and its layout, in the order they were opened', async () => {
    const file = fileWith();
    const windows = load(file);
    windows.opened(firstWindow);
    windows.opened('two');
    windows.keepPlace('two', place);
    windows.keepLayout('two', { tabs: ['orders'] });
    await windows.settled();
    const next = load(file);
    expect(next.keys()).toEqual([firstWindow, 'two']);
    expect(next.placeOf('two')).toEqual(place);
    expect(next.layoutOf('two')).toEqual({ tabs: ['orders'] });
    expect(next.placeOf(firstWindow)).toBeUndefined();
  });

  it('do without the one that a person closed, whatever it still wants to keep', async () => {
    const file = fileWith();
    const windows = load(file);
    windows.opened(firstWindow);
    windows.opened('two');
    windows.closed('two');
    windows.keepLayout('two', { tabs: [] });
    windows.keepPlace('two', place);
    expect(load(file).keys()).toEqual([firstWindow]);
  });

  it('are others than the first when that one was closed and they stayed', async () => {
    const file = fileWith();
    const windows = load(file);
    windows.opened(firstWindow);
    windows.opened('two');
    windows.closed(firstWindow);
    expect(load(file).keys()).toEqual(['two']);
  });

  it.each([
    ['no list', { windows: 'two' }],
    ['a window without a key', { windows: [{ place }] }],
    ['nothing', null],
  ])('begin anew when the file holds %s', async (_what, value) => {
    expect(load(fileWith(value)).keys()).toEqual([firstWindow]);
  });

  it('stand again without a place or layout that cannot be read', async () => {
    const windows = load(fileWith({ windows: [{ key: 'two', place: { x: 'left' }, layout: 7 }] }));
    expect(windows.keys()).toEqual(['two']);
    expect(windows.placeOf('two')).toBeUndefined();
    expect(windows.layoutOf('two')).toEqual({});
  });

  it('are kept up to a bound', async () => {
    const file = fileWith();
    const windows = load(file);
    for (let index = 0; index <= mostKeptWindows; index += 1) windows.opened(`window-${String(index)}`);
    expect(load(file).keys()).toHaveLength(mostKeptWindows);
  });

  it('tell when they could not be kept, and go on', async () => {
    const problems: unknown[] = [];
    const windows = load({ ...fileWith(), write: () => Promise.reject(new Error('disk full')) }, problems);
    windows.opened(firstWindow);
    await windows.settled();
    expect(problems).toHaveLength(1);
    expect(windows.keys()).toEqual([firstWindow]);
  });
});
