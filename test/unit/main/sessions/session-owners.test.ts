import { describe, expect, it } from 'vitest';
import { createSessionOwners } from '../../../../src/main/sessions/session-owners.ts';

function setUp() {
  const closed: unknown[] = [];
  let opened = 0;
  const owners = createSessionOwners((name, input) => {
    if (name === 'sessions.close') closed.push(input);
    if (name === 'sessions.open' && input === 'refused')
      return Promise.resolve({ ok: false, error: { code: 'OFFLINE', message: 'No connection.' } });
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
