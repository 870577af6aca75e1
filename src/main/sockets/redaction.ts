import type { SocketTarget } from './web-socket-port.ts';

const secretParameters = new Set(['otp', 'token']);

/**
 * Removes a target's secrets from words that came back from outside: servers and proxies like to echo the query of a
 * request they refuse.
 */
export function redact(text: string, target: SocketTarget): string {
  let clean = text;
  for (const secret of secretsOf(target)) clean = clean.replaceAll(secret, '•••');
  return clean;
}

function secretsOf(target: SocketTarget): string[] {
  const secrets: string[] = [];
  const query = target.url.slice(target.url.indexOf('?') + 1);
  for (const pair of query.split('&')) {
    const [name, raw = ''] = pair.split('=', 2);
    if (name === undefined || !secretParameters.has(name) || raw === '') continue;
    secrets.push(raw, decoded(raw));
  }
  for (const [name, value] of Object.entries(target.headers ?? {})) {
    if (name.toLowerCase() !== 'authorization') continue;
    const credential = value.slice(value.indexOf(' ') + 1);
    secrets.push(value, credential);
  }
  // The longest first, or a secret within a secret would leave its rest standing.
  return secrets.filter((secret) => secret.length >= 4).sort((left, right) => right.length - left.length);
}

function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}
