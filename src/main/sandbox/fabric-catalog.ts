import type { Broker } from './broker/broker.ts';
import type { Namespace } from './broker/namespace.ts';

/** GDN's fabrics: each is two namespaces of the broker, one local and one global (protocol B). */
export class FabricCatalog {
  readonly #broker: Broker;
  readonly #tenant: string;
  readonly #names = new Set<string>();

  constructor(broker: Broker, tenant: string) {
    this.#broker = broker;
    this.#tenant = tenant;
  }

  names(): readonly string[] {
    return [...this.#names];
  }

  has(fabric: string): boolean {
    return this.#names.has(fabric);
  }

  /** False when it is there already. */
  create(fabric: string): boolean {
    if (this.#names.has(fabric)) return false;
    this.#names.add(fabric);
    for (const isGlobal of [false, true])
      this.#broker.createNamespace(this.#tenant, namespaceName(fabric, isGlobal));
    return true;
  }

  /** Deletes the fabric with all its streams; false when there is none. */
  remove(fabric: string): boolean {
    if (!this.#names.delete(fabric)) return false;
    for (const isGlobal of [false, true]) {
      this.#broker.removeNamespace(this.#tenant, namespaceName(fabric, isGlobal));
    }
    return true;
  }

  /** Throws namespace-not-found for a fabric that is not there. */
  namespace(fabric: string, isGlobal: boolean): Namespace {
    return this.#broker.namespace(this.#tenant, namespaceName(fabric, isGlobal));
  }
}

function namespaceName(fabric: string, isGlobal: boolean): string {
  return `${isGlobal ? 'c8global' : 'c8local'}.${fabric}`;
}
