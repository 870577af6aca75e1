import { describe, expect, it } from 'vitest';
import { createSessionOwners } from '../../../../src/main/sessions/session-owners.ts';

const moved = {
  connectionId: 'one',
  fullName: 'orders',
  name: 'orders',
  deletesSubscription: false,
  filter: '',
};

function setUp() {
  const closed: unknown[] = [];
  let opened = 0;
  const owners = createSessionOwners((name, input) => {
    if (name === 'sessions.close') closed.push(input);
    if (name === 'sessions.open' && input === 'refused')
      return Promise.resolve({ ok: false, error: { code: 'OFFLINE', message: 'No connection.' } });
    if (name === 'app.takeTab') return Promise.resolve({ ok: true, value: { ...moved, sessionId: 's1' } });
    const value = name === 'sessions.open' ? { sessionId: `s${String(++opened)}` } : [];
    return Promise.resolve({ ok: true, value });
  });
  return { owners, closed };
}

describe('sessions of several windows', () => {
  it('end with the window that opened them, and no others do', async () => {
    const { owners, closed } = setUp();
    await owners.route('sessions.open', {}, 1);
    await owners.route('sessions.open', {}, 2);
    await owners.route('sessions.open', {}, 1);
    await owners.route('sessions.list', undefined, 2);
    await owners.release(1);
    expect(closed).toEqual([
      { sessionId: 's1', deleteSubscription: false },
      { sessionId: 's3', deleteSubscription: false },
    ]);
  });

  it('go along with a tab that another window takes: they end with that one', async () => {
    const { owners, closed } = setUp();
    await owners.route('sessions.open', {}, 1);
    await owners.route('app.takeTab', { token: 'word' }, 2);
    await owners.release(1);
    expect(closed).toEqual([]);
    await owners.release(2);
    expect(closed).toEqual([{ sessionId: 's1', deleteSubscription: false }]);
  });

  it('are released once', async () => {
    const { owners, closed } = setUp();
    await owners.route('sessions.open', {}, 1);
    await owners.release(1);
    await owners.release(1);
    expect(closed).toHaveLength(1);
  });

  it('that could not be opened are nobody’s', async () => {
    const { owners, closed } = setUp();
    expect(await owners.route('sessions.open', 'refused', 1)).toMatchObject({ ok: false });
    await owners.release(1);
    expect(closed).toEqual([]);
  });
});
