import type { ProductClient } from './client.ts';

/** One thing the product does; it throws when the server under test does not let it. */
export interface ProductCase {
  /** A sentence about our client, without its first word. */
  readonly name: string;
  run(client: ProductClient): Promise<void>;
}
