import { describe, expect, it } from 'vitest';
import { failureLevel } from '../../../../src/main/ipc/failure-level.ts';
import { StreamscopeError } from '../../../../src/shared/contract/errors.ts';

describe('how a failed call is written into the log', () => {
  it('is no warning when there is no connection to ask, or a person called it off', () => {
    expect(failureLevel(new StreamscopeError('OFFLINE', 'There is none.'))).toBe('info');
    expect(failureLevel(new StreamscopeError('CANCELLED', 'Called off.'))).toBe('info');
  });

  it('is a warning for everything else, known or not', () => {
    expect(failureLevel(new StreamscopeError('NOT_FOUND', 'Gone.'))).toBe('warn');
    expect(failureLevel(new TypeError('no words'))).toBe('warn');
  });
});
