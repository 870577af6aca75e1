import { describe, expect, it } from 'vitest';
import { MessageLog } from '../../../../../src/main/sandbox/broker/message-log.ts';
import { draft } from '../collecting-sink.ts';

function logOf(count: number, dropped = 0): MessageLog {
  const log = new MessageLog();
  for (let index = 0; index < count; index++) {
    log.append({
      ...draft(`${index}`),
      index,
      publishTimeMs: 1000 + index * 10,
      ledgerId: 7 + Math.floor(index / 100),
      entryId: index % 100,
      partition: -1,
      batchIndex: -1,
      batchSize: 0,
    });
  }
  for (let drop = 0; drop < dropped; drop++) log.dropFirst();
  return log;
}

const at = (ledgerId: number, entryId: number) => ({
  ledgerId,
  entryId,
  partition: -1,
  batchIndex: -1,
  batchSize: 0,
});

describe('a message log', () => {
  it('finds every retained message by its index, however often it grew and dropped', () => {
    const log = logOf(1000, 300);
    expect(log.at(299)).toBeUndefined();
    expect(log.at(1000)).toBeUndefined();
    for (let index = 300; index < 1000; index++) expect(log.at(index)?.index).toBe(index);
  });

  it('finds a message by its position and nothing at a position between', () => {
    const log = logOf(250);
    expect(log.find(at(8, 42))).toBe(142);
    expect(log.find(at(7, 100))).toBeUndefined();
  });

  it('finds what follows a position, also one before or behind everything', () => {
    const log = logOf(250, 10);
    expect(log.firstAfter(at(7, 99))).toBe(100);
    expect(log.firstFrom(at(8, 0))).toBe(100);
    expect(log.firstAfter(at(-1, -1))).toBe(10);
    expect(log.firstAfter(at(2 ** 63, 2 ** 63))).toBe(250);
  });

  it('finds the first message published at or after a time', () => {
    const log = logOf(100);
    expect(log.firstPublishedFrom(0)).toBe(0);
    expect(log.firstPublishedFrom(1101)).toBe(11);
    expect(log.firstPublishedFrom(9999)).toBe(100);
  });

  it('counts the bytes it retains', () => {
    const log = logOf(20, 10);
    expect(log.bytes).toBe(20);
    expect(log.count).toBe(10);
  });
});
