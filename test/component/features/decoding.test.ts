import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { InputOf, OutputOf } from '../../../src/shared/contract/api.ts';
import type { Mark } from '../../../src/shared/contract/schemas/mark.ts';
import { liveService, openWindow } from './open-window.ts';
import { decoded, message, session } from './sample-data.ts';

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const inspector = () => page.getByRole('complementary', { name: 'Inspector' });

/** The window on a stream whose messages are read as the test says. */
async function openOn(
  answer: (request: InputOf<'messages.decode'>) => OutputOf<'messages.decode'>,
  transport = liveService(),
) {
  const opened = await openWindow(
    transport.answer('sessions.list', () => [session()]).answer('messages.decode', answer),
  );
  await page.getByRole('grid', { name: 'Messages' }).getByText('cust-2').click();
  return opened;
}

const gzipped = () => {
  const bytes = utf8('{"inside":9007199254740993}');
  return decoded({
    layers: [
      { ok: true, decoder: 'gzip', schemaId: null, isDetected: true, note: null, size: 27 },
      { ok: true, decoder: 'json', schemaId: null, isDetected: true, note: null, size: 27 },
    ],
    isPayload: false,
    bytes,
    total: bytes.length,
  });
};

describe('a payload that is packed or binary', () => {
  it('is shown as what is inside, with the way it was read', async () => {
    await openOn(gzipped);
    await expect
      .element(inspector().getByRole('tree', { name: 'Value' }))
      .toMatchTextContent(/9007199254740993/);
    const way = inspector().getByRole('group', { name: 'Decoded as' });
    await expect.element(way.getByRole('button', { name: /^gzip, found by content/ })).toBeVisible();
    await expect.element(way.getByRole('button', { name: /^JSON, found by content/ })).toBeVisible();
  });

  it('stays in the tree that is there while one message after the other is chosen', async () => {
    await openOn(gzipped);
    const tree = inspector().getByRole('tree', { name: 'Value' });
    await expect.element(tree).toMatchTextContent(/9007199254740993/);
    const before = tree.element();
    const heading = inspector().getByRole('heading').element().textContent;
    await page.getByRole('grid', { name: 'Messages' }).getByText('cust-3').click();
    await vi.waitFor(() => expect(inspector().getByRole('heading').element().textContent).not.toBe(heading));
    expect(tree.element()).toBe(before);
  });

  it('is read otherwise by hand, and that is remembered for the stream when asked', async () => {
    const { transport } = await openOn(({ chain }) =>
      decoded(
        chain === undefined
          ? {}
          : {
              chain: [{ decoder: 'cbor' }],
              layers: [
                { ok: true, decoder: 'cbor', schemaId: null, isDetected: false, note: null, size: 17 },
              ],
            },
      ),
    );
    transport.answer('decoders.bind', () => undefined);
    await inspector()
      .getByRole('button', { name: /^JSON, found by content/ })
      .click();
    await page.getByRole('menuitem', { name: 'CBOR' }).click();
    await expect.element(inspector().getByRole('button', { name: /^CBOR, chosen by hand/ })).toBeVisible();
    await inspector().getByRole('button', { name: 'Remember for this stream' }).click();
    await vi.waitFor(() =>
      expect(transport.inputsOf('decoders.bind')).toEqual([{ streamId: 1, chain: [{ decoder: 'cbor' }] }]),
    );
  });

  it('says where and why a decoder stopped, and leads to the bytes', async () => {
    await openOn(() =>
      decoded({
        chain: [{ decoder: 'gzip' }],
        layers: [
          {
            ok: false,
            decoder: 'gzip',
            schemaId: null,
            isDetected: false,
            offset: 3,
            why: 'the compressed data is damaged (incorrect header check)',
            around: utf8('{"ord'),
            aroundFrom: 0,
          },
        ],
        form: 'text',
      }),
    );
    await expect
      .element(inspector().getByRole('alert'))
      .toMatchTextContent(/gzip stopped at byte 3.*damaged/);
    await inspector().getByRole('button', { name: 'Show the bytes there' }).click();
    await expect.element(inspector().getByRole('grid', { name: /^Value/ })).toBeVisible();
    await expect.element(inspector().getByText(/^offset/)).toMatchTextContent(/offset 3/);
  });

  it('offers what it might be, and does it only when asked', async () => {
    const { transport } = await openOn(({ chain }) =>
      chain === undefined
        ? decoded({
            layers: [],
            form: 'bytes',
            hint: { decoder: 'protobuf', words: 'These bytes read as Protobuf.' },
          })
        : decoded(),
    );
    await expect.element(inspector()).toMatchTextContent(/These bytes read as Protobuf/);
    expect(transport.inputsOf('messages.decode')).toHaveLength(1);
    await inspector().getByRole('button', { name: 'Read as Protobuf' }).click();
    await expect.element(inspector().getByRole('tree', { name: 'Value' })).toBeVisible();
    expect(transport.inputsOf('messages.decode').at(-1)).toMatchObject({ chain: [{ decoder: 'protobuf' }] });
  });

  it('is drawn when it is an image, with its size', async () => {
    const canvas = new OffscreenCanvas(32, 20);
    canvas.getContext('2d')?.fillRect(0, 0, 16, 20);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
    await openOn(() => decoded({ layers: [], form: 'bytes', isPayload: false, bytes, total: bytes.length }));
    await expect.element(inspector().getByRole('img', { name: 'Payload' })).toBeVisible();
    await expect.element(inspector()).toMatchTextContent(/32 × 20 px/);
  });
});

describe('a schema', () => {
  it('is checked while it is typed, with the place of the mistake, and used when saved', async () => {
    const { transport } = await openOn(() => decoded({ layers: [], form: 'bytes' }));
    transport
      .answer('decoders.checkSchema', ({ text }) =>
        text.includes('strin ')
          ? { ok: false, problem: { offset: 4, line: 2, column: 3, reason: 'No such type: strin.' } }
          : { ok: true, messages: ['shop.Order', 'shop.Line'] },
      )
      .answer('decoders.saveSchema', (schema) => schema);
    await inspector()
      .getByRole('button', { name: /^Bytes/ })
      .click();
    await page.getByRole('menuitem', { name: 'New schema…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Schema' }).fill('message A {\n  strin b = 1; }');
    await expect.element(dialog).toMatchTextContent(/Line 2, column 3: No such type/);
    await expect.element(dialog.getByRole('button', { name: 'Save and use' })).toBeDisabled();
    await dialog.getByRole('textbox', { name: 'Schema' }).fill('message Order {}');
    await dialog.getByRole('button', { name: 'Save and use' }).click();
    await vi.waitFor(() =>
      expect(transport.inputsOf('decoders.saveSchema')[0]).toMatchObject({
        name: 'Order',
        message: 'shop.Order',
      }),
    );
    await vi.waitFor(() =>
      expect(transport.inputsOf('messages.decode').at(-1)).toMatchObject({
        chain: [{ decoder: 'protobuf', schemaId: expect.any(String) }],
      }),
    );
  });
});

describe('Diff', () => {
  it('compares with the message before of the same key, by structure', async () => {
    const texts = ['{"a":1,"list":[1,2,3],"gone":true}', '{"a":1.0,"list":[1,9,2,3],"b":null}'];
    const transport = liveService().answer('messages.previousWithKey', ({ rowId }) => ({
      rowId: rowId - 1,
      looked: 1,
      isWhole: true,
    }));
    await openOn(({ rowId }) => {
      const bytes = utf8(texts[rowId % 2 === 0 ? 1 : 0] ?? '');
      return decoded({ isPayload: false, bytes, total: bytes.length });
    }, transport);
    await inspector().getByRole('tab', { name: 'Diff' }).click();
    const list = inspector().getByRole('list', { name: 'Differences' });
    await expect.element(list).toMatchTextContent(/a.*1.*1\.0/);
    await expect.element(list).toMatchTextContent(/list\[1\]\s*9/);
    await expect.element(inspector()).toMatchTextContent(/1 changed, 2 added, 1 removed/);
  });

  it('says among how many messages none has the key', async () => {
    const transport = liveService().answer('messages.previousWithKey', () => ({
      rowId: null,
      looked: 200_000,
      isWhole: false,
    }));
    await openOn(() => decoded(), transport);
    await inspector().getByRole('tab', { name: 'Diff' }).click();
    await expect.element(inspector()).toMatchTextContent(/None among the 200,000 messages before.*cust-2/);
  });

  it('compares with a message that was set as base', async () => {
    await openOn(() => decoded());
    await expect.element(inspector().getByRole('heading', { name: '7:2' })).toBeVisible();
    await userEvent.keyboard('d');
    await expect.element(page.getByText('Set as diff base')).toBeVisible();
    await page.getByRole('grid', { name: 'Messages' }).getByText('cust-3').click();
    await inspector().getByRole('tab', { name: 'Diff' }).click();
    await expect.element(inspector()).toMatchTextContent(/7:2/);
  });

  it('compares with a message that is marked, the nearest before it unless another is chosen', async () => {
    const marked = (seq: number, comment: string): Mark => {
      const { messageId, key, publishTime, receivedAt } = message(seq);
      const times = { createdAt: 0, changedAt: 0, publishTime, receivedAt };
      return { seq, colour: 'red', comment, isStored: true, messageId, key, ...times };
    };
    const transport = liveService().answer('marks.list', () => [
      marked(1, 'the good one'),
      marked(3, 'the bad one'),
    ]);
    await openOn(({ rowId }) => {
      const bytes = utf8(`{"seq":${rowId - 2 ** 36}}`);
      return decoded({ isPayload: false, bytes, total: bytes.length });
    }, transport);
    await inspector().getByRole('tab', { name: 'Diff' }).click();
    await inspector()
      .getByRole('combobox', { name: /^Compare with/ })
      .click();
    await page.getByRole('option', { name: 'Marked message' }).click();
    const list = inspector().getByRole('list', { name: 'Differences' });
    await expect.element(list).toMatchTextContent(/seq 1 → 2/);
    await inspector()
      .getByRole('combobox', { name: /^Marked message/ })
      .click();
    await page.getByRole('option', { name: /the bad one/ }).click();
    await expect.element(list).toMatchTextContent(/seq 3 → 2/);
  });
});

describe('copying', () => {
  it('takes the value as it is shown, and the raw bytes beside it as base64', async () => {
    const written: string[] = [];
    vi.spyOn(navigator.clipboard, 'writeText').mockImplementation((text) => {
      written.push(text);
      return Promise.resolve();
    });
    await openOn(gzipped);
    await inspector().getByRole('button', { name: 'Copy value' }).click();
    await vi.waitFor(() => expect(written).toEqual(['{"inside":9007199254740993}']));
    await inspector().getByRole('button', { name: 'Copy raw bytes (base64)' }).click();
    await vi.waitFor(() => expect(written[1]).toBe(btoa('{"orderId":2}')));
  });
});
