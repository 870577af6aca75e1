import type { SandboxHost } from './connections/sandbox-host.ts';
import type { Log } from './log/log.ts';
import { startSandboxWorker } from './sandbox/worker-client.ts';
import type { SandboxWorker } from './sandbox/worker-client.ts';

/** Joins the sandbox's thread to the connections: started when first needed, once. */
export function createSandboxHost(workerUrl: URL, log: Log): SandboxHost {
  let starting: Promise<SandboxWorker> | undefined;

  function start(): Promise<SandboxWorker> {
    starting ??= startSandboxWorker(workerUrl).then(
      (worker) => {
        log.write('info', 'sandbox', `listening at ${worker.facts.url}`);
        worker.onLost((error) => {
          log.write('error', 'sandbox', 'the sandbox ended by itself', error);
          starting = undefined;
        });
        return worker;
      },
      (thrown: unknown) => {
        starting = undefined;
        throw thrown;
      },
    );
    return starting;
  }

  return {
    start: async () => (await start()).facts,
    async setRate(perSecond) {
      await (await start()).control({ do: 'set-telemetry-rate', perSecond });
    },
    async stop() {
      const worker = await starting?.catch(() => undefined);
      starting = undefined;
      await worker?.stop();
    },
  };
}
