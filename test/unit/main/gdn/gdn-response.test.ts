import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { StreamscopeError } from '../../../../src/shared/contract/errors.ts';
import { expectSuccess, readAnswer } from '../../../../src/main/gdn/gdn-response.ts';
import type { HttpResponse } from '../../../../src/main/stream-admin/http-transport.ts';
import vectors from '../../../fixtures/protocol-vectors.json' with { type: 'json' };

const schema = z.object({ result: z.array(z.string()) });

function response(status: number, body: string | object, headers: Record<string, string> = {}): HttpResponse {
  return {
    status,
    headers,
    rawHeaders: [],
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  };
}

function failureOf(answer: HttpResponse): StreamscopeError {
  try {
    readAnswer(answer, schema, 'list');
  } catch (error) {
    if (error instanceof StreamscopeError) return error;
    throw error;
  }
  throw new Error('It was accepted');
}

describe('an answer of the service (protocol A5)', () => {
  it('is its checked JSON', () => {
    expect(
      readAnswer(response(202, { error: false, code: 202, result: ['a'] }), schema, 'list').result,
    ).toEqual(['a']);
  });

  it.each([
    ['gdn-gateway-401', 'AUTH_EXPIRED', 'Unauthorized'],
    ['gdn-login-bad-password', 'AUTH_EXPIRED', 'Wrong credentials (error 401)'],
    ['gdn-create-conflict', 'SERVICE_CONFLICT', 'stream already exists (error 1207)'],
  ])('of the reference vector %s is the error %s', (name, code, words) => {
    const vector = vectors.vectors.find(({ id }) => id === name);
    const { status, json } = vector?.response ?? { status: 0, json: {} };
    expect(failureOf(response(status, json ?? {}))).toMatchObject({
      code,
      detail: `HTTP ${status} ${words}`,
    });
  });

  it.each([
    [400, 'INPUT_INVALID'],
    [403, 'AUTH_FORBIDDEN'],
    [404, 'SERVICE_NOT_FOUND'],
    [405, 'SERVICE_UNSUPPORTED'],
    [409, 'SERVICE_CONFLICT'],
    [412, 'SERVICE_PRECONDITION'],
    [429, 'SERVICE_RATE_LIMITED'],
    [500, 'SERVICE_FAILED'],
    [502, 'SERVICE_UNAVAILABLE'],
    [503, 'SERVICE_UNAVAILABLE'],
    [307, 'PROTOCOL_UNEXPECTED'],
  ])('with status %i is %s, whatever its body', (status, code) => {
    for (const body of ['', '<html>', '{}', 'null', '[]'])
      expect(failureOf(response(status, body)).code).toBe(code);
  });

  it('that says yes by status and no by body is a no', () => {
    expect(failureOf(response(200, { errorNum: 1207, errorMessage: 'dup' })).code).toBe('SERVICE_CONFLICT');
    expect(failureOf(response(200, { error: true, code: 404 })).code).toBe('SERVICE_NOT_FOUND');
    expect(failureOf(response(200, { error: true })).code).toBe('SERVICE_FAILED');
  });

  it('that tells a redirect names the place, but not its query', () => {
    const error = failureOf(response(302, '', { location: 'https://login.example/?token=abc' }));
    expect(error.detail).toContain('https://login.example/');
    expect(error.detail).not.toContain('abc');
  });

  it('without a body is a success only where nothing needs to be read', () => {
    expect(() => expectSuccess(response(204, ''), 'delete')).not.toThrow();
    expect(failureOf(response(204, '')).code).toBe('PROTOCOL_UNEXPECTED');
  });

  it('of any shape is a value or a StreamscopeError, and its detail stays short', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.oneof(fc.json(), fc.string()), (status, body) => {
        try {
          readAnswer(response(status, body), schema, 'list');
        } catch (error) {
          expect(error).toBeInstanceOf(StreamscopeError);
          if (error instanceof StreamscopeError) expect((error.detail ?? '').length).toBeLessThan(2_000);
        }
      }),
    );
  });
});
