import { describe, expect, it } from 'vitest';
import { metaFields } from '../../../../../src/renderer/features/inspector/meta-fields.ts';
import type { MessageDetail } from '../../../../../src/shared/contract/schemas/history.ts';
import { message } from '../../../../component/features/sample-data.ts';

const eventTimeOf = (change: Partial<MessageDetail>) => {
  const { preview: _preview, isPreviewCut: _cut, ...rest } = message(1);
  const detail: MessageDetail = {
    ...rest,
    payload: new Uint8Array(),
    properties: [],
    publishTimeText: null,
    eventTimeText: null,
    extraFields: null,
    ...change,
  };
  return metaFields(detail, 'utc').find(({ name }) => name === 'eventTime');
};

describe('the event time of a message', () => {
  it('says how long before its publication it lies', () => {
    const field = eventTimeOf({ eventTime: 1_000, publishTime: 2_234 });
    expect(field?.note).toBe('1.234 s before publishTime');
  });

  it('says so too when a clock lets it lie after it', () => {
    const field = eventTimeOf({ eventTime: 1_500, publishTime: 1_000 });
    expect(field?.note).toBe('0.500 s after publishTime');
  });

  it('says nothing when one of the two is not known', () => {
    expect(eventTimeOf({ eventTime: null, publishTime: 1_000 })?.note).toBeUndefined();
    expect(eventTimeOf({ eventTime: 1_000, publishTime: null })?.note).toBeUndefined();
  });
});
