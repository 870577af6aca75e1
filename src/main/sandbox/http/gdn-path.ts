/**
 * Brings the spellings of GDN's paths to one (protocol A2, G2): `streams` and `database` with and without `_api`, and routes
 * without a fabric, which then mean `_system`.
 */
export function canonicalPath(path: string): string {
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  if (trimmed.startsWith('/_api/')) return `/_fabric/_system${trimmed}`;
  return trimmed.replace(/^(\/_fabric\/[^/]+)\/(streams|database)(?=\/|$)/, '$1/_api/$2');
}
