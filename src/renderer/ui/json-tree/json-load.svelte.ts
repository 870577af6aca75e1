/** Reads a text into a document without blocking a frame; a newer text gives the older one up. */

import type { JsonDocument } from '../../../shared/domain/lossless-json.ts';
import type { JsonOutcome, JsonProblem } from '../../../shared/domain/lossless-json-parser.ts';
import { parseJson } from '../../../shared/domain/lossless-json-parser.ts';
import { parseJsonInSlices } from '../../../shared/domain/lossless-json-slices.ts';
import { yieldToPage } from '../../lib/yield-to-page.ts';

/** Up to here a text is parsed at once (about a millisecond), so that walking through small messages never flickers. */
const AT_ONCE_CHARACTERS = 128 * 1024;

export type JsonLoadState =
  | { readonly kind: 'reading'; readonly share: number }
  | { readonly kind: 'ready'; readonly document: JsonDocument }
  | { readonly kind: 'invalid'; readonly problem: JsonProblem };

const stateOf = (outcome: JsonOutcome): JsonLoadState =>
  outcome.ok ? { kind: 'ready', document: outcome.document } : { kind: 'invalid', problem: outcome.problem };

export class JsonLoad {
  state = $state.raw<JsonLoadState>({ kind: 'reading', share: 0 });

  /** Starts reading; returns the stop function, for an $effect. */
  read(text: string): () => void {
    const aborter = new AbortController();
    if (text.length <= AT_ONCE_CHARACTERS) {
      this.state = stateOf(parseJson(text));
    } else {
      this.state = { kind: 'reading', share: 0 };
      void this.#readInSlices(text, aborter.signal);
    }
    return () => aborter.abort();
  }

  /** Begins and ends in tasks of their own: drawing what is around the tree, and drawing the tree, are work enough. */
  async #readInSlices(text: string, signal: AbortSignal): Promise<void> {
    await yieldToPage();
    const outcome = await parseJsonInSlices(text, {
      now: () => performance.now(),
      pause: yieldToPage,
      signal,
      onprogress: (share) => (this.state = { kind: 'reading', share }),
    });
    await yieldToPage();
    if (outcome !== undefined && !signal.aborted) this.state = stateOf(outcome);
  }
}
