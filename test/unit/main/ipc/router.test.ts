import { describe, expect, it } from 'vitest';
import { createRouter } from '../../../../src/main/ipc/router.ts';
import { api } from '../../../../src/shared/contract/api.ts';
import type { Handlers, ProcedureName } from '../../../../src/shared/contract/api.ts';
import { StreamscopeError } from '../../../../src/shared/contract/errors.ts';

/** Handlers that all refuse, but for those given: a router needs the whole table. */
function handlersWith(given: Partial<Handlers>): Handlers {
  const refuse = (): never => {
    throw new StreamscopeError('INTERNAL', 'not part of this test');
  };
  const names = Object.keys(api) as ProcedureName[];
  return { ...(Object.fromEntries(names.map((name) => [name, refuse])) as unknown as Handlers), ...given };
}

const routerWith = (given: Partial<Handlers>, failures: string[] = []) =>
  createRouter(handlersWith(given), (name) => failures.push(name));

describe('the router', () => {
  it('answers a call with what its handler returns', async () => {
    const route = routerWith({ 'sessions.detachAll': () => ({ closed: 3 }) });
    expect(await route('sessions.detachAll', undefined)).toEqual({ ok: true, value: { closed: 3 } });
  });

  it('refuses a procedure that is not in the contract, inherited names included', async () => {
    const route = routerWith({});
    for (const name of ['no.such', 'constructor', '__proto__', 7, undefined])
      expect(await route(name, undefined)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  });

  it('does not let a malformed input reach a handler, and says what is wrong with it', async () => {
    let reached = false;
    const route = routerWith({
      'sandbox.setRate': () => {
        reached = true;
      },
    });
    const reply = await route('sandbox.setRate', { perSecond: 'many' });
    expect(reply).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID' } });
    expect(JSON.stringify(reply)).toContain('perSecond');
    expect(reached).toBe(false);
  });

  it('drops what the contract does not name from an answer, so that nothing slips out', async () => {
    const leaky = { closed: 1, secret: 'hunter2' };
    const route = routerWith({ 'sessions.detachAll': () => leaky });
    expect(JSON.stringify(await route('sessions.detachAll', undefined))).not.toContain('hunter2');
  });

  it('turns every failure into a reply: known ones with their code, others as INTERNAL', async () => {
    const failures: string[] = [];
    const route = routerWith(
      {
        'sessions.detachAll': () => {
          throw new TypeError('boom');
        },
        'sandbox.setRate': () => Promise.reject(new StreamscopeError('OFFLINE', 'no sandbox')),
      },
      failures,
    );
    expect(await route('sessions.detachAll', undefined)).toMatchObject({
      ok: false,
      error: { code: 'INTERNAL' },
    });
    expect(await route('sandbox.setRate', { perSecond: 1 })).toMatchObject({
      ok: false,
      error: { code: 'OFFLINE', message: 'no sandbox' },
    });
    expect(failures).toEqual(['sessions.detachAll', 'sandbox.setRate']);
  });
});
