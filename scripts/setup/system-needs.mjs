// What the machine itself must offer, by what is looked for, with Debian's name of the package that brings it.

/**
 * @typedef {object} Need
 * @property {'library' | 'command' | 'development'} kind
 * @property {string} name shared library, command, or pkg-config module
 * @property {string} debian package name; newer releases may add "t64" to it
 */

/** @type {readonly Need[]} Electron does not start, or keytar does not load, without these. */
export const runNeeds = [
  { kind: 'library', name: 'libnss3.so', debian: 'libnss3' },
  { kind: 'library', name: 'libgtk-3.so.0', debian: 'libgtk-3-0' },
  { kind: 'library', name: 'libgbm.so.1', debian: 'libgbm1' },
  { kind: 'library', name: 'libasound.so.2', debian: 'libasound2' },
  { kind: 'library', name: 'libsecret-1.so.0', debian: 'libsecret-1-0' },
  { kind: 'library', name: 'libXss.so.1', debian: 'libxss1' },
  { kind: 'library', name: 'libatk-bridge-2.0.so.0', debian: 'libatk-bridge2.0-0' },
  { kind: 'library', name: 'libdrm.so.2', debian: 'libdrm2' },
];

/** @type {readonly Need[]} A display that nobody sees. */
export const displayNeeds = [
  { kind: 'command', name: 'Xvfb', debian: 'xvfb' },
  { kind: 'command', name: 'xvfb-run', debian: 'xvfb' },
  { kind: 'command', name: 'xauth', debian: 'xauth' },
];

/** @type {readonly Need[]} A session of its own with a real keychain. */
export const keychainNeeds = [
  { kind: 'command', name: 'dbus-run-session', debian: 'dbus' },
  { kind: 'command', name: 'gnome-keyring-daemon', debian: 'gnome-keyring' },
];

/** @type {readonly Need[]} A browser for the component tests. */
export const browserNeeds = [{ kind: 'command', name: 'chromium', debian: 'chromium' }];

/** @type {readonly Need[]} To run a real Apache Pulsar, brought by Maven. */
export const brokerNeeds = [
  { kind: 'command', name: 'java', debian: 'default-jre-headless' },
  { kind: 'command', name: 'mvn', debian: 'maven' },
];

/** @type {readonly Need[]} To compile an addon. */
export const compilerNeeds = [
  { kind: 'command', name: 'python3', debian: 'python3' },
  { kind: 'command', name: 'make', debian: 'make' },
  { kind: 'command', name: 'g++', debian: 'g++' },
];

/** @type {readonly Need[]} To compile keytar. */
export const keytarNeeds = [
  ...compilerNeeds,
  { kind: 'command', name: 'pkg-config', debian: 'pkg-config' },
  { kind: 'development', name: 'libsecret-1', debian: 'libsecret-1-dev' },
];

/**
 * The shared libraries the loader knows.
 * @param {string} listing output of `ldconfig -p`
 * @returns {Set<string>}
 */
export function librariesIn(listing) {
  const names = [...listing.matchAll(/^\s+(\S+) \(/gm)].flatMap((match) => match[1] ?? []);
  return new Set(names);
}

/**
 * The name apt knows a package by: Debian 13 and Ubuntu 24.04 renamed some to end in "t64".
 * @param {string} name
 * @param {ReadonlySet<string>} installable names apt has a candidate for
 */
export function debianName(name, installable) {
  return installable.has(`${name}t64`) ? `${name}t64` : name;
}

/**
 * The packages apt can install.
 * @param {string} policy output of `apt-cache policy <names>`
 * @returns {Set<string>}
 */
export function candidatesIn(policy) {
  const found = new Set();
  let current = '';
  for (const line of policy.split('\n')) {
    const heading = /^(\S+):$/.exec(line);
    if (heading?.[1]) current = heading[1];
    const candidate = /^\s+Candidate:\s+(\S+)/.exec(line)?.[1];
    if (candidate && candidate !== '(none)') found.add(current);
  }
  return found;
}
