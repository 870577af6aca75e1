import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { PublishRun } from '../../../src/renderer/state/publish-run.svelte.ts';
import type { Timers } from '../../../src/renderer/state/timers.ts';
import { createClient } from '../../../src/renderer/api/client.ts';
import { StreamscopeError } from '../../../src/shared/contract/errors.ts';
import type { OutgoingMessage } from '../../../src/shared/contract/schemas/publish.ts';
import { ManualTimers } from '../state/manual-timers.ts';
import { FakeTransport } from './fake-transport.ts';
import { liveService, openWindow } from './open-window.ts';

const receipt = { messageId: 'CAcQBQ==', messageIdText: '7:5', ms: 3.1, frameBytes: 120 };
const publishButton = () => page.getByRole('button', { name: /^Publish( [\d,]+ times)?$/ });
const progress = () => page.getByRole('status', { name: 'Run progress' });

async function openComposer(transport: FakeTransport, timers?: Timers) {
  const opened = await openWindow(transport, timers);
  await page.getByRole('treeitem', { name: 'orders', exact: true }).dblClick();
  await page.getByRole('button', { name: 'Publish…' }).click();
  await expect.element(publishButton()).toBeVisible();
  return opened;
}

function recordingService() {
  const sent: OutgoingMessage[] = [];
  const transport = liveService().answer('publish.send', ({ message }) => {
    sent.push(message);
    return receipt;
  });
  const payloads = (): readonly string[] => sent.map(({ payload }) => new TextDecoder().decode(payload));
  return { transport, sent, payloads };
}

describe('generated values', () => {
  it('are filled in anew for every message, in payload, key and properties', async () => {
    const { transport, sent, payloads } = recordingService();
    const { app } = await openComposer(transport);
    app.draft.text = '{"orderId": {{seq}}}';
    await page.getByRole('textbox', { name: 'Key' }).fill('cust-{{seq 5}}');
    await page.getByRole('button', { name: 'Add property' }).click();
    await page.getByRole('textbox', { name: 'Property 1 name' }).fill('n');
    await page.getByRole('textbox', { name: 'Property 1 value' }).fill('{{seq 100}}');
    await publishButton().click();
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    await publishButton().click();
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(payloads()).toEqual(['{"orderId": 1}', '{"orderId": 2}']);
    expect(sent.map(({ key }) => key)).toEqual(['cust-5', 'cust-6']);
    expect(sent[1]?.properties).toEqual([['n', '101']]);
  });

  it('are shown in an example that changes only when another one is asked for', async () => {
    const { transport } = recordingService();
    const { app } = await openComposer(transport);
    app.draft.text = '{"id": "{{uuid}}"}';
    const example = page.getByRole('region', { name: 'Example of a generated message' });
    await expect.element(example).toMatchTextContent(/"id": "[0-9a-f-]{36}"/);
    const first = example.element().textContent;
    await page.getByRole('textbox', { name: 'Key' }).fill('k');
    await expect.element(example).toMatchTextContent(/key: k/);
    expect(example.element().textContent).toContain(/"id": "[^"]+"/.exec(first)?.[0]);
    await page.getByRole('button', { name: 'Another example' }).click();
    await vi.waitFor(() =>
      expect(example.element().textContent).not.toContain(/"id": "[^"]+"/.exec(first)?.[0]),
    );
  });

  it('say what is wrong and where, and nothing is sent until it is mended', async () => {
    const { transport, sent } = recordingService();
    await openComposer(transport);
    await page.getByRole('textbox', { name: 'Key' }).fill('cust-{{int 9 1}}');
    await expect
      .element(page.getByRole('alert'))
      .toMatchTextContent(/Key, column 6: int counts from 9 up; 1 is less/);
    await expect.element(publishButton()).toBeDisabled();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(sent).toEqual([]);
  });

  it('say what is wrong in the payload once, at its editor', async () => {
    const { transport } = recordingService();
    const { app } = await openComposer(transport);
    app.draft.text = '{"id": {{nonsense}}}';
    const told = page.getByText(/There is no generator|nonsense/).filter({ hasText: /Line 1, column/ });
    await expect.element(told).toBeVisible();
    expect(told.elements()).toHaveLength(1);
    expect(page.getByRole('alert').elements()).toHaveLength(0);
    await expect.element(publishButton()).toBeDisabled();
  });

  it('can be switched off, and then braces are sent as they stand', async () => {
    const { transport, payloads } = recordingService();
    const { app } = await openComposer(transport);
    app.draft.text = 'Dear {{name}}';
    await page.getByText('Generated values', { exact: true }).click();
    await publishButton().click();
    await vi.waitFor(() => expect(payloads()).toEqual(['Dear {{name}}']));
  });

  it('are off for a copy of a message that has braces of its own', async () => {
    const { transport, payloads } = recordingService();
    const { app } = await openComposer(transport);
    app.draft.fill('{"template": "{{seq}}"}', null, []);
    await publishButton().click();
    await vi.waitFor(() => expect(payloads()).toEqual(['{"template": "{{seq}}"}']));
  });
});

describe('a run of several messages', () => {
  it('publishes so many times, each filled in anew, and says how far it is', async () => {
    const { transport, payloads } = recordingService();
    const { app } = await openComposer(transport);
    app.draft.text = '{{seq}}';
    await page.getByRole('textbox', { name: 'Repeat' }).fill('100');
    await page.getByRole('button', { name: 'Publish 100 times' }).click();
    await expect.element(progress()).toMatchTextContent(/^100 of 100 confirmed$/);
    expect(payloads()).toEqual(Array.from({ length: 100 }, (_, at) => String(at + 1)));
  });

  it('stops at the first failure and says what became of every message', async () => {
    let count = 0;
    const transport = liveService().answer('publish.send', () => {
      count += 1;
      if (count === 3) throw new StreamscopeError('SEND_OUTCOME_UNKNOWN', 'The socket was lost.');
      return receipt;
    });
    // The pace makes up for a late timer, so that real time would tell how many more are on their way by then.
    const timers = new ManualTimers();
    await openComposer(transport, timers);
    await page.getByRole('textbox', { name: 'Repeat' }).fill('1000');
    await page.getByRole('textbox', { name: 'Messages a second' }).fill('20');
    await publishButton().click();
    for (const confirmed of [1, 2]) {
      await expect.element(progress()).toMatchTextContent(new RegExp(`^${confirmed} of 1,000 confirmed`));
      timers.advance(50);
    }
    await expect.element(progress()).toMatchTextContent(/^2 of 1,000 confirmed · 1 unknown$/);
    await expect.element(page.getByText('997 messages were not sent.')).toBeVisible();
  });

  it('can be cancelled', async () => {
    const { transport, sent } = recordingService();
    await openComposer(transport);
    await page.getByRole('textbox', { name: 'Repeat' }).fill('1000');
    await page.getByRole('textbox', { name: 'Messages a second' }).fill('10');
    await publishButton().click();
    await vi.waitFor(() => expect(sent.length).toBeGreaterThan(0));
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(progress()).toMatchTextContent(/cancelled$/);
    expect(sent.length).toBeLessThan(1000);
  });

  it('never takes a mistyped pace for no pace', async () => {
    const { transport } = recordingService();
    await openComposer(transport);
    await page.getByRole('textbox', { name: 'Messages a second' }).fill('fast');
    await expect.element(publishButton()).toBeDisabled();
  });

  it('asks for the stream’s name once on a guarded connection, and names how many are added', async () => {
    const transport = liveService(true).answer('publish.send', () => receipt);
    await openComposer(transport);
    await page.getByRole('textbox', { name: 'Repeat' }).fill('5');
    await publishButton().click();
    await expect.element(page.getByRole('dialog')).toMatchTextContent(/5 messages are added to “orders”/);
    await page.getByRole('textbox', { name: 'Type the stream name' }).fill('orders');
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await vi.waitFor(() => expect(transport.inputsOf('publish.send')).toHaveLength(5));
  });
});

describe('the pace of a run', () => {
  /** Time that moves only when a test says so. */
  function heldTimers() {
    let now = 0;
    let waiting: readonly { readonly at: number; readonly run: () => void }[] = [];
    const timers: Timers = {
      now: () => now,
      every: () => () => undefined,
      after: (ms, run) => {
        const timer = { at: now + ms, run };
        waiting = [...waiting, timer];
        return () => {
          waiting = waiting.filter((other) => other !== timer);
        };
      },
    };
    const moveTo = (at: number): void => {
      now = at;
      const due = waiting.filter((timer) => timer.at <= at);
      waiting = waiting.filter((timer) => timer.at > at);
      for (const { run } of due) run();
    };
    return { timers, moveTo };
  }

  const startRun = (timers: Timers, total: number, perSecond: number | null, transport: FakeTransport) =>
    new PublishRun({
      client: createClient(transport),
      timers,
      total,
      perSecond,
      target: { connectionId: 'one', fullName: 'persistent://a/b/c' },
      message: () => ({ payload: new Uint8Array(), properties: [] }),
    });

  it('sends each message when it is due, and makes up for a late timer', async () => {
    const { timers, moveTo } = heldTimers();
    const { transport, sent } = recordingService();
    startRun(timers, 10, 10, transport);
    expect(transport.inputsOf('publish.send')).toHaveLength(1);
    moveTo(99);
    expect(transport.inputsOf('publish.send')).toHaveLength(1);
    moveTo(100);
    expect(transport.inputsOf('publish.send')).toHaveLength(2);
    moveTo(550);
    expect(transport.inputsOf('publish.send')).toHaveLength(6);
    await vi.waitFor(() => expect(sent).toHaveLength(6));
  });

  it('never has more than a few messages on their way without a receipt', async () => {
    const { timers } = heldTimers();
    const waiting: (() => void)[] = [];
    const transport = new FakeTransport().answer('publish.send', async () => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return receipt;
    });
    const run = startRun(timers, 1_000, null, transport);
    expect(run.inFlight).toBe(32);
    waiting[0]?.();
    await vi.waitFor(() => expect(waiting).toHaveLength(33));
    expect(run.inFlight).toBe(32);
    run.cancel();
    for (const answer of waiting) answer();
    await vi.waitFor(() => expect(run.isRunning).toBe(false));
    expect(run.confirmed).toBe(33);
  });
});
