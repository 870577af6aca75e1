import { execFile } from 'node:child_process';

export interface ClientProcess {
  readonly command: string;
  readonly parameters: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** Runs a client in a process of its own and returns the JSON of its last line; rejects with all it wrote when it fails. */
export function runClient(client: ClientProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    execFile(
      client.command,
      [...client.parameters],
      {
        env: { ...process.env, ...client.environment },
        timeout: client.timeoutMs ?? 40_000,
        killSignal: 'SIGKILL',
        maxBuffer: 16 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        if (error !== null) {
          reject(new Error(`The client failed: ${error.message}\n${stdout}\n${stderr}`));
          return;
        }
        const lastLine = stdout.trimEnd().split('\n').at(-1) ?? '';
        try {
          resolve(JSON.parse(lastLine));
        } catch {
          reject(new Error(`The client printed no JSON at its end:\n${stdout}\n${stderr}`));
        }
      },
    );
  });
}
