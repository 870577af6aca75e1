import { describe, expect, it } from 'vitest';
import { messageJson } from '../../../../../src/renderer/features/copy/message-json.ts';
import { rowsAsText } from '../../../../../src/renderer/features/copy/row-text.ts';
import { messageColumns } from '../../../../../src/renderer/features/messages/message-columns.ts';
import type { MessageRow } from '../../../../../src/renderer/state/message-rows.ts';
import type { MessageDetail } from '../../../../../src/shared/contract/schemas/history.ts';
import { visibleColumns } from '../../../../../src/renderer/ui/virtual-table/columns.ts';
import { message } from '../../../../component/features/sample-data.ts';

const row = (change: Partial<MessageRow> = {}): MessageRow => ({
  ...message(1_204),
  deltaMs: 12,
  before: undefined,
  cells: new Map(),
  rule: undefined,
  ...change,
});
const times = { zone: 'utc', display: 'clock', reference: undefined, nowMs: 0, today: '2026-05-01' } as const;

describe('rows copied as text', () => {
  it('have titles, tabs between the columns that are shown, and instants in full', () => {
    const columns = visibleColumns(messageColumns(undefined, 'UTC'));
    expect(rowsAsText([row({ key: 'a\tb\nc' })], columns, times).split('\n')).toEqual([
      '#\tPublished (UTC)\tΔ\tKey\tState\tSize\tValue',
      '1204\t2026-11-23 14:04:53.400 UTC\t12\ta b c\tseen\t17\t{"orderId":1204}',
    ]);
  });

  it('show fields as their columns do', () => {
    const id = 'value:["total"]';
    const columns = visibleColumns(messageColumns([{ id, width: 90, isHidden: false }], ''));
    const cells = new Map([[id, { kind: 'number', text: '9007199254740993', isCut: false } as const]]);
    expect(rowsAsText([row({ cells })], columns, times)).toBe('total\n9007199254740993');
  });
});

describe('a message copied as JSON', () => {
  const detail = (payload: MessageDetail['payload']): MessageDetail => {
    const { preview: _preview, isPreviewCut: _cut, ...rest } = message(1);
    return {
      ...rest,
      payload,
      properties: [['region', 'eu']],
      publishTimeText: null,
      eventTimeText: null,
      extraFields: null,
    };
  };
  const bytes = (text: string) => new TextEncoder().encode(text);

  it('keeps every digit of a JSON payload', () => {
    const text = messageJson(detail(bytes('{"n":9007199254740993, "n":1.50}')));
    expect(text).toContain('"value": {"n":9007199254740993, "n":1.50}');
    expect(JSON.parse(text)).toMatchObject({ number: 1, ledger: 7, properties: { region: 'eu' } });
  });

  it('holds text as text and other bytes as base64', () => {
    expect(JSON.parse(messageJson(detail(bytes('{half'))))).toMatchObject({ text: '{half' });
    expect(JSON.parse(messageJson(detail(new Uint8Array([255]))))).toMatchObject({ payloadBase64: '/w==' });
  });
});
