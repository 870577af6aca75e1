import { describe, expect, it } from 'vitest';
import { createLog, logLinesKept } from '../../../../src/main/log/log.ts';
import { redact } from '../../../../src/main/log/redact.ts';

describe('the log', () => {
  it.each([
    ['wss://host/_ws/ws/v2/reader/x?messageId=latest&otp=abc123', 'abc123'],
    ['GET /x?token=eyJh.bGci.Oi', 'eyJh'],
    ['Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.x', 'eyJh'],
    ['authorization: apikey tenant.key.5Ecret', '5Ecret'],
    ['{"jwt":"eyJhbGciOi","tenant":"t"}', 'eyJh'],
    ['{"email":"a@b","password":"hunter22"}', 'hunter22'],
  ])('masks the secret in %s', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
    expect(redact(text)).toContain('***');
  });

  it('leaves the rest of a line alone', () => {
    expect(redact('GET /streams?global=true 200 in 12 ms')).toBe('GET /streams?global=true 200 in 12 ms');
  });

  it('masks causes too, and keeps a bounded number of lines, newest last', () => {
    const written: string[] = [];
    const log = createLog(
      ({ message }) => written.push(message),
      () => 0,
    );
    log.write('warn', 'test', 'failed', new Error('at ?otp=abcdef'));
    expect(written).toEqual(['failed: at ?otp=***']);
    for (let line = 0; line < logLinesKept + 10; line += 1) log.write('info', 'test', String(line));
    expect(log.recent()).toHaveLength(logLinesKept);
    expect(log.recent().at(-1)?.message).toBe(String(logLinesKept + 9));
  });
});
