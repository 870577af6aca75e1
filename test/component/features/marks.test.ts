import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Mark } from '../../../src/shared/contract/schemas/mark.ts';
import { defaultSettings } from '../../../src/shared/contract/schemas/settings.ts';
import { liveService, openWindow } from './open-window.ts';
import { history, message, observePlan, stream } from './sample-data.ts';

const savedOrders = {
  connectionId: 'one',
  fullName: stream('orders').fullName,
  name: 'orders',
  plan: observePlan,
};

/** A service that keeps marks as main does: every change is told, and the list is read again. */
function markingService(layout: Record<string, unknown> = {}, marked: readonly Mark[] = []) {
  const marks = new Map(marked.map((mark) => [mark.seq, mark]));
  const service = liveService()
    .answer('settings.read', () => ({
      ...defaultSettings(),
      workspace: { tabs: [savedOrders], ...layout },
    }))
    .answer('marks.list', () => [...marks.values()].sort((left, right) => left.seq - right.seq))
    .answer('marks.set', ({ marks: wishes }) => {
      for (const wish of wishes) marks.set(wish.seq, { ...mark(wish.seq), ...wish });
      queueMicrotask(() => service.push('marks.changed', [1]));
      return { set: wishes.length };
    })
    .answer('marks.remove', ({ seqs }) => {
      for (const seq of seqs) marks.delete(seq);
      queueMicrotask(() => service.push('marks.changed', [1]));
      return { removed: seqs.length };
    })
    .answer('marks.near', ({ seq, direction }) => {
      const seqs = [...marks.keys()].sort((left, right) => left - right);
      const found =
        direction === 'next' ? seqs.find((other) => other > seq) : seqs.findLast((other) => other < seq);
      return found === undefined ? null : { seq: found, position: found - 1 };
    });
  return service;
}

function mark(seq: number, change: Partial<Mark> = {}): Mark {
  const { messageId, key, publishTime, receivedAt } = message(seq);
  return {
    seq,
    colour: 'amber',
    comment: '',
    createdAt: 0,
    changedAt: 0,
    isStored: true,
    messageId,
    key,
    publishTime,
    receivedAt,
    ...change,
  };
}

const row = (seq: number) => page.getByRole('row', { name: new RegExp(`key cust-${seq},`) });
const messages = page.getByRole('grid', { name: 'Messages' });

describe('a capture', () => {
  const captured = 'capture:0123456789';
  const place = { connectionId: captured, fullName: stream('orders').fullName, name: 'orders' };

  async function openCapture(checksum: 'right' | 'wrong' = 'right') {
    const transport = markingService({ tabs: [place] }).answer('captures.list', () => [
      {
        captureId: '0123456789',
        path: '/tmp/incident.streamscope',
        checksum,
        streams: [history({ connectionId: captured })],
        manifest: {
          format: 1,
          captureId: '0123456789',
          producer: 'Streamscope 0.1.0',
          createdAt: 0,
          source: 'staging',
          scope: 'all of orders',
          note: '',
          streams: [{ fullName: place.fullName, title: 'orders', count: 3 }],
          count: 3,
          bytes: 51,
          firstAt: 0,
          lastAt: 0,
          masking: null,
          checksum: `sha256:${'0'.repeat(64)}`,
        },
      },
    ]);
    const opened = await openWindow(transport);
    await messages.getByText('cust-1').click();
    return { ...opened, transport };
  }

  it('says in words that its messages are not those that were written, when its checksum is wrong', async () => {
    await openCapture('wrong');
    await expect.element(page.getByText('checksum wrong')).toBeVisible();
    await expect
      .element(page.getByRole('alert'))
      .toMatchTextContent(/changed, lost or damaged.*ask for the file\s+again/);
  });

  it('calls itself one in the status bar, and read-only', async () => {
    await openCapture();
    const status = page.getByRole('status', { name: 'Status' });
    await expect.element(status).toMatchTextContent(/capture · read-only/);
    expect(status.element().textContent).not.toContain('offline');
  });

  it('takes no marks, and says why wherever one would be made', async () => {
    const { app, transport } = await openCapture();
    await messages.getByText('cust-1').click({ button: 'right' });
    const item = page.getByRole('menuitem', { name: /^Mark/ });
    await expect.element(item).toHaveAttribute('aria-disabled', 'true');
    await expect.element(item).toHaveAttribute('title', expect.stringContaining('read-only'));
    await userEvent.keyboard('{Escape}');
    await expect.element(item).not.toBeInTheDocument();
    await userEvent.keyboard('{Control>}m{/Control}');
    await expect.element(page.getByText(/A capture is read-only/)).toBeVisible();
    expect(app.commands.enabled.some(({ id }) => id === 'mark.toggle' || id === 'mark.comment')).toBe(false);
    expect(transport.inputsOf('marks.set')).toEqual([]);
  });
});

describe('marking messages', () => {
  it('marks the chosen ones with Ctrl+M and takes the marks away with it', async () => {
    const transport = markingService();
    await openWindow(transport);
    await messages.getByText('cust-1').click();
    await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}{Control>}m{/Control}');
    await expect.element(row(1)).toHaveAccessibleName(/marked, amber circle/);
    await expect.element(row(2)).toHaveAccessibleName(/marked, amber circle/);
    expect(row(3).element().getAttribute('aria-label')).not.toContain('marked');
    await userEvent.keyboard('{Control>}m{/Control}');
    await vi.waitFor(() =>
      expect(transport.inputsOf('marks.remove')).toEqual([{ streamId: 1, seqs: [1, 2] }]),
    );
    await vi.waitFor(() => expect(row(1).element().getAttribute('aria-label')).not.toContain('marked'));
  });

  it('marks by a click before the row, and leaves the choice of rows as it is', async () => {
    const transport = markingService();
    const { app } = await openWindow(transport);
    await messages.getByText('cust-3').click();
    const gutter = row(1).element().querySelector<HTMLElement>('[data-gutter]');
    await userEvent.click(gutter ?? row(1).element());
    await expect.element(row(1)).toHaveAccessibleName(/marked/);
    expect(app.tabs.active?.focused?.row?.seq).toBe(3);
  });

  it('keeps a comment, in the colour chosen, and shows it beside the row and in the inspector', async () => {
    const transport = markingService();
    await openWindow(transport);
    await messages.getByText('cust-2').click();
    await userEvent.keyboard('{Control>}{Alt>}c{/Alt}{/Control}');
    const dialog = page.getByRole('dialog', { name: 'Mark on message 2' });
    await dialog.getByRole('textbox', { name: 'Comment' }).fill('paid twice?');
    // The radio itself is hidden; its sign is what a person presses.
    await dialog.getByTitle('Red triangle').click();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(transport.inputsOf('marks.set')).toEqual([
      { streamId: 1, marks: [{ seq: 2, colour: 'red', comment: 'paid twice?' }] },
    ]);
    await expect.element(row(2)).toHaveAccessibleName(/marked, red triangle: paid twice\?/);
    await expect
      .element(page.getByRole('complementary', { name: 'Inspector' }).getByText('paid twice?'))
      .toBeVisible();
  });

  it('offers a removed comment back', async () => {
    const transport = markingService({}, [mark(2, { comment: 'do not lose', colour: 'blue' })]);
    await openWindow(transport);
    await messages.getByText('cust-2').click();
    await userEvent.keyboard('{Control>}m{/Control}');
    await page.getByRole('button', { name: 'Undo' }).click();
    await vi.waitFor(() =>
      expect(transport.inputsOf('marks.set')).toEqual([
        { streamId: 1, marks: [{ seq: 2, colour: 'blue', comment: 'do not lose' }] },
      ]),
    );
  });

  it('goes from mark to mark by key, round the end', async () => {
    const { app } = await openWindow(markingService({}, [mark(1), mark(3)]));
    await messages.getByText('cust-2').click();
    const focused = () => app.tabs.active?.focused?.row?.seq;
    await userEvent.keyboard('{F2}');
    await vi.waitFor(() => expect(focused()).toBe(3));
    await userEvent.keyboard('{F2}');
    await vi.waitFor(() => expect(focused()).toBe(1));
    await userEvent.keyboard('{Shift>}{F2}{/Shift}');
    await vi.waitFor(() => expect(focused()).toBe(3));
  });
});

describe('the list of marks', () => {
  const layout = { drawer: 'marks', isDrawerOpen: true };
  const marks = [
    mark(1, { comment: 'first refund' }),
    mark(2),
    mark(3, { comment: 'paid twice?', colour: 'red' }),
  ];
  const list = page.getByRole('grid', { name: 'Marks' });

  it('finds marks by their words and goes to the one chosen', async () => {
    const { app } = await openWindow(markingService(layout, marks));
    await expect.element(page.getByText('3 marks of orders')).toBeVisible();
    await page.getByRole('textbox', { name: 'Find marks' }).fill('TWICE');
    await expect.element(page.getByText('1 mark of orders')).toBeVisible();
    await list.getByText('paid twice?').click();
    await vi.waitFor(() => expect(app.tabs.active?.focused?.row?.seq).toBe(3));
  });

  it('keeps the comment on a message that is no longer stored, and says so', async () => {
    const gone = [mark(1, { comment: 'the old one', isStored: false })];
    await openWindow(markingService(layout, gone));
    await expect.element(list.getByText('no longer stored')).toBeVisible();
    await expect.element(list.getByText('the old one')).toBeVisible();
  });

  it('says how to begin when nothing is marked', async () => {
    await openWindow(markingService(layout));
    await expect.element(page.getByText('No message of “orders” is marked')).toBeVisible();
  });

  it('filters the table by marks', async () => {
    const progress = { listId: 1, matches: 3, scanned: 3, failed: 0, left: 0 };
    const transport = markingService(layout, marks)
      .answer('history.openFilter', () => progress)
      .answer('history.fillFilter', () => progress)
      .answer('history.closeFilter', () => undefined);
    await openWindow(transport);
    await page.getByRole('button', { name: 'Filter the table' }).click();
    await vi.waitFor(() =>
      expect(transport.inputsOf('history.openFilter')).toEqual([{ streamId: 1, filter: 'marked' }]),
    );
    // The rows are found anew when a mark changes.
    transport.push('marks.changed', [1]);
    await vi.waitFor(() => expect(transport.inputsOf('history.openFilter')).toHaveLength(2));
  });
});
