import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const INSTALL_TIMEOUT_MS = 10 * 60_000;

const PACKAGES = [
  { command: 'java', argument: '-version', name: 'openjdk-17-jre-headless' },
  { command: 'mvn', argument: '-version', name: 'maven' },
] as const;

/**
 * Makes sure that Java and Maven can be run: on Debian as root what is missing is installed, elsewhere the answer names
 * the packages. Returns undefined when all is there.
 */
export async function missingTools(): Promise<string | undefined> {
  const missing = await notRunning();
  if (missing.length === 0) return undefined;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
    return `Java 17 and Maven are needed. On Debian run as root: ${command}`;
  }
  try {
    await run('apt-get', ['update'], { timeout: INSTALL_TIMEOUT_MS });
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...missing], {
      timeout: INSTALL_TIMEOUT_MS,
      maxBuffer: 16 * 1024 * 1024,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch {
    return `Java 17 and Maven cannot be installed here: "${command}" failed.`;
  }
  const still = await notRunning();
  return still.length === 0 ? undefined : `Still missing after the installation: ${still.join(', ')}.`;
}

async function notRunning(): Promise<string[]> {
  const names: string[] = [];
  for (const { command, argument, name } of PACKAGES) {
    const runs = await run(command, [argument]).then(
      () => true,
      () => false,
    );
    if (!runs) names.push(name);
  }
  return names;
}
