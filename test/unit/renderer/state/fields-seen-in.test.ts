import { describe, expect, it } from 'vitest';
import { fieldsSeenIn, type SeenMessage } from '../../../../src/renderer/state/fields-seen-in.ts';

const message = (change: Partial<SeenMessage>): SeenMessage => ({
  key: null,
  properties: [],
  json: undefined,
  ...change,
});
const pathsOf = (messages: readonly SeenMessage[]) => fieldsSeenIn(messages).map(({ path }) => path);

describe('the fields seen in a stream', () => {
  it('are written as a filter writes them', () => {
    const seen = message({
      key: 'a',
      properties: [['x-region', 'eu']],
      json: '{"order":{"total":3,"in":true},"two words":1}',
    });
    expect(pathsOf([seen])).toEqual([
      'key',
      'properties["x-region"]',
      'value.order',
      'value.order.total',
      'value.order["in"]',
      'value["two words"]',
    ]);
  });

  it('have their values with the most frequent one first', () => {
    const messages = ['paid', 'new', 'paid'].map((status) => message({ json: JSON.stringify({ status }) }));
    expect(fieldsSeenIn(messages)).toEqual([
      { path: 'value.status', type: 'string', samples: ['paid', 'new'] },
    ]);
  });

  it('keep every digit of a number that a double cannot hold', () => {
    const [field] = fieldsSeenIn([message({ json: '{"id":9007199254740993}' })]);
    expect(field).toEqual({ path: 'value.id', type: 'number', samples: [9007199254740993n] });
  });

  it('go into the first element of a list, whose fields stand for those of all', () => {
    expect(pathsOf([message({ json: '{"items":[{"sku":"a"},{"other":"b"}]}' })])).toEqual([
      'value.items',
      'value.items[0]',
      'value.items[0].sku',
    ]);
  });

  it('leave out values too long to pick from a list, and payloads that are no JSON', () => {
    const long = message({ json: JSON.stringify({ note: 'x'.repeat(200) }) });
    expect(fieldsSeenIn([long])).toEqual([{ path: 'value.note', type: 'string', samples: [] }]);
    expect(fieldsSeenIn([message({ json: '{"note":' })])).toEqual([]);
  });

  it('are bounded, however many a message has', () => {
    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`field${at}`, at]));
    expect(fieldsSeenIn([message({ json: JSON.stringify(wide) })]).length).toBeLessThanOrEqual(400);
  });
});
