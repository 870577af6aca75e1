/** `npm run sandbox`: the sandbox alone. Prints one line of JSON and serves until it is interrupted. */
import { reportOf } from '../../shared/contract/errors.ts';
import { parseCommandLine, usage, type SandboxCommand } from './command-line.ts';
import { startSandbox } from './sandbox.ts';

const EXIT_BAD_ARGUMENTS = 2;
const EXIT_FAILED = 1;

function readCommand(): SandboxCommand | undefined {
  try {
    return parseCommandLine(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${reportOf(error).message}\n${usage}\n`);
    process.exitCode = EXIT_BAD_ARGUMENTS;
    return undefined;
  }
}

async function serve(command: SandboxCommand): Promise<void> {
  const sandbox = await startSandbox({ port: command.port, traffic: { telemetryPerSecond: command.rate } });
  process.stdout.write(`${JSON.stringify(sandbox.facts)}\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await sandbox.stop();
}

const command = readCommand();
if (command?.isHelp === true) process.stdout.write(`${usage}\n`);
else if (command !== undefined) {
  try {
    await serve(command);
    process.exitCode = 0;
  } catch (error) {
    const { message, detail } = reportOf(error);
    process.stderr.write(`${message}${detail === undefined ? '' : ` (${detail})`}\n`);
    process.exitCode = EXIT_FAILED;
  }
}
