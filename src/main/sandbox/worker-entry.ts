/** The sandbox's own thread: starts it with the settings in `workerData`, obeys controls, ends after `stop`. */
import { parentPort, workerData } from 'node:worker_threads';
import { reportOf } from '../../shared/contract/errors.ts';
import type { SandboxSettings } from './sandbox-options.ts';
import { startSandbox } from './sandbox.ts';
import type { SandboxReplyMessage, SandboxRequestMessage } from './worker-protocol.ts';

const port = parentPort;
if (port === null) throw new Error('worker-entry.ts runs in a worker thread only');
const reply = (message: SandboxReplyMessage): void => port.postMessage(message);

try {
  // Both ends of this thread are ours and of one build: the shapes need no checking.
  const settings: SandboxSettings = workerData;
  const sandbox = await startSandbox(settings);
  port.on('message', (message: SandboxRequestMessage) => {
    if (message.kind === 'control') {
      reply({ kind: 'controlled', id: message.id, touched: sandbox.control(message.control) });
      return;
    }
    void sandbox.stop().then(() => {
      reply({ kind: 'stopped' });
      port.close();
    });
  });
  reply({ kind: 'started', facts: sandbox.facts });
} catch (error) {
  reply({ kind: 'failed', error: reportOf(error) });
  port.close();
}
