/**
 * What the window may load: its own files and nothing else. Styles are allowed inline because Svelte and CodeMirror
 * set them on elements; images may come from blobs, made of payload bytes after their type was checked.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');
