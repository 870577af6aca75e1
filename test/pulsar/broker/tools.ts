import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Pulsar 4 is compiled for this version. */
const LEAST_JAVA = 17;

/** Why Java or Maven cannot be used on this machine; undefined when they can. */
export async function unusableTools(): Promise<string | undefined> {
  // Java says its version on standard error.
  const java = await outputOf('java', '-version');
  if (java === undefined) return `Java ${LEAST_JAVA} or newer is needed; "java" does not run here.`;
  const version = /version "(?:1\.)?(\d+)/.exec(java)?.[1];
  if (version !== undefined && Number(version) < LEAST_JAVA) {
    return `Java ${LEAST_JAVA} or newer is needed; "java" is version ${version} here.`;
  }
  const maven = await outputOf('mvn', '-version');
  return maven === undefined ? 'Maven is needed; "mvn" does not run here.' : undefined;
}

async function outputOf(command: string, argument: string): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await run(command, [argument], { timeout: 60_000 });
    return stdout + stderr;
  } catch {
    return undefined;
  }
}
