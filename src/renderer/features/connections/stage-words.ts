import type { TestStage } from '../../../shared/contract/schemas/connection.ts';

/** What each stage of the connection test asks, in the order they are tried. */
export const stageWords: Readonly<Record<TestStage, string>> = {
  address: 'Read the address',
  name: 'Resolve the host name',
  tcp: 'Reach the port',
  tls: 'Encrypt the connection',
  http: 'Get an HTTP answer',
  auth: 'Sign in',
  list: 'List the streams',
  oneTimePassword: 'Get a one-time password',
  socket: 'Open a socket',
};
