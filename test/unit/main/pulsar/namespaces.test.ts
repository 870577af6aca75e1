import { describe, expect, it } from 'vitest';
import type { AdminRequest } from '../../../../src/main/pulsar/admin-request.ts';
import { listNamespaces } from '../../../../src/main/pulsar/namespaces.ts';

const own = { tenant: 'public', namespace: 'default' };

/** Answers by path; 403 for what is not named. */
const requestOf =
  (answers: Readonly<Record<string, readonly string[]>>): AdminRequest =>
  ({ path }) => {
    const body = answers[path];
    return Promise.resolve({
      status: body === undefined ? 403 : 200,
      headers: {},
      rawHeaders: [],
      body: Buffer.from(JSON.stringify(body ?? {})),
    });
  };

describe('the namespaces of a cluster (protocol E1)', () => {
  it('are those of every tenant that may be listed, and always the own one', async () => {
    const request = requestOf({
      '/tenants': ['public', 'other', 'closed'],
      '/namespaces/public': ['public/functions'],
      '/namespaces/other': ['other/a'],
    });
    expect(await listNamespaces(request, own)).toEqual(['public/default', 'public/functions', 'other/a']);
  });

  it('are listed past a tenant whose name cannot stand in a request', async () => {
    const request = requestOf({ '/tenants': ['.', '', 'other'], '/namespaces/other': ['other/a'] });
    expect(await listNamespaces(request, own)).toEqual(['public/default', 'other/a']);
  });
});
