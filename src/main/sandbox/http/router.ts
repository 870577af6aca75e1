import type { Route } from './message.ts';

export interface RouteMatch {
  readonly route: Route;
  readonly parts: ReadonlyMap<string, string>;
}

interface CompiledRoute {
  readonly route: Route;
  readonly segments: readonly string[];
}

/** Finds routes by their segments; the first that fits wins, so reserved words stand before names (protocol G2). */
export class Router {
  readonly #routes: readonly CompiledRoute[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => ({ route, segments: route.pattern.split('/') }));
  }

  /** Undefined when nothing lies at `path`; 'method' when something does, but not for this method. */
  find(method: string, path: string): RouteMatch | 'method' | undefined {
    const given = path.split('/');
    let isKnownPath = false;
    for (const { route, segments } of this.#routes) {
      const parts = match(segments, given);
      if (parts === undefined) continue;
      if (route.method === method) return { route, parts };
      isKnownPath = true;
    }
    return isKnownPath ? 'method' : undefined;
  }
}

function match(
  segments: readonly string[],
  given: readonly string[],
): ReadonlyMap<string, string> | undefined {
  if (segments.length !== given.length) return undefined;
  const parts = new Map<string, string>();
  for (const [at, segment] of segments.entries()) {
    const part = given[at] ?? '';
    if (!segment.startsWith(':')) {
      if (segment !== part) return undefined;
      continue;
    }
    if (part === '') return undefined;
    parts.set(segment.slice(1), part);
  }
  return parts;
}
