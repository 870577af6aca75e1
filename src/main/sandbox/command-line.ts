import { parseArgs } from 'node:util';
import { StreamscopeError } from '../../shared/contract/errors.ts';

export interface SandboxCommand {
  /** 0 = any free port. */
  readonly port: number;
  /** Telemetry messages a second. */
  readonly rate: number;
  readonly isHelp: boolean;
}

export const usage = `Usage: npm run sandbox -- [--port <n>] [--rate <n>]
  --port <n>   port of the loopback interface, 0 to 65535; 0 takes any free one (default 0)
  --rate <n>   telemetry messages a second, 0 to 100000 (default 50)
  --help       this text`;

const MOST_PER_SECOND = 100_000;

/** Reads the arguments of `npm run sandbox`. Throws INPUT_INVALID that names the argument and what it takes. */
export function parseCommandLine(parameters: readonly string[]): SandboxCommand {
  const values = read(parameters);
  return {
    port: numberFrom('--port', values.port ?? '0', 65_535),
    rate: numberFrom('--rate', values.rate ?? '50', MOST_PER_SECOND),
    isHelp: values.help ?? false,
  };
}

function read(parameters: readonly string[]): { port?: string; rate?: string; help?: boolean } {
  try {
    return parseArgs({
      args: [...parameters],
      options: { port: { type: 'string' }, rate: { type: 'string' }, help: { type: 'boolean' } },
      strict: true,
    }).values;
  } catch (error) {
    throw new StreamscopeError('INPUT_INVALID', error instanceof Error ? error.message : String(error));
  }
}

function numberFrom(name: string, text: string, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(value) || value > most) {
    throw new StreamscopeError(
      'INPUT_INVALID',
      `${name} takes a whole number from 0 to ${most}, not "${text}".`,
    );
  }
  return value;
}
