/** A topic of one scenario, with its paths in both protocols. */
export interface StreamPath {
  readonly name: string;
  /** `persistent://tenant/namespace/topic` */
  readonly fullName: string;
  /** `persistent/tenant/namespace/topic`, percent-encoded */
  readonly path: string;
}

export type StreamDomain = 'persistent' | 'non-persistent';

export function streamPath(namespace: string, name: string, domain: StreamDomain = 'persistent'): StreamPath {
  return {
    name,
    fullName: `${domain}://${namespace}/${name}`,
    path: `${domain}/${namespace}/${encodeURIComponent(name)}`,
  };
}
