import type { Client } from '../api/client.ts';
import { reportOf, StreamscopeError, type ErrorReport } from '../../shared/contract/errors.ts';
import type { MessageDetail } from '../../shared/contract/schemas/history.ts';
import type { DecodeStep } from '../../shared/domain/decoders.ts';
import { readPayload, type DecodedContent } from './decoding.svelte.ts';

export const comparisonBases = ['sameKey', 'previous', 'marked', 'base'] as const;
export type ComparisonBase = (typeof comparisonBases)[number];

export interface Compared {
  /** The message this was looked up for. */
  readonly rowId: number;
  readonly detail: MessageDetail;
  readonly content: DecodedContent;
}

/** What the message under the lens is compared with: looked up when the view is on screen. */
export class Comparison {
  base = $state<ComparisonBase>('sameKey');
  /** Set by hand, whatever stream it is of. */
  baseRowId = $state<number>();
  /** Chosen among the marked messages of the stream; while none is, the view takes the nearest. */
  markedSeq = $state<number>();
  other = $state.raw<Compared>();
  /** In words, why there is nothing to compare with. */
  nothing = $state<string>();
  error = $state.raw<ErrorReport>();
  isLooking = $state(false);
  #latest = 0;
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  setBase(rowId: number): void {
    this.baseRowId = rowId;
    this.base = 'base';
  }

  /** Looks the other message up and reads it the same way. `marked` is the marked message to compare with. */
  async look(
    detail: MessageDetail,
    chain: readonly DecodeStep[] | undefined,
    marked?: number,
  ): Promise<void> {
    this.#latest += 1;
    const mine = this.#latest;
    const isWanted = (): boolean => mine === this.#latest;
    this.isLooking = true;
    this.error = undefined;
    try {
      const found = await this.#find(detail, marked);
      const other = found.rowId === undefined ? undefined : await this.#read(found.rowId, chain, isWanted);
      if (!isWanted()) return;
      this.nothing = other === undefined ? found.words : undefined;
      this.other = other && { ...other, rowId: detail.rowId };
    } catch (thrown) {
      if (!isWanted()) return;
      this.other = undefined;
      const isGone = thrown instanceof StreamscopeError && thrown.code === 'NOT_FOUND';
      this.nothing = isGone ? 'The message to compare with is not stored.' : undefined;
      this.error = isGone ? undefined : reportOf(thrown);
    } finally {
      if (isWanted()) this.isLooking = false;
    }
  }

  async #find(
    detail: MessageDetail,
    marked: number | undefined,
  ): Promise<{ rowId?: number | undefined; words: string }> {
    if (this.base === 'base')
      return {
        rowId: this.baseRowId,
        words: 'No message was set to compare with. Choose a row and press d.',
      };
    if (this.base === 'marked')
      return { rowId: marked, words: 'No other message of this stream is marked. Choose a row and mark it.' };
    // Rows of a stream stand one after the other.
    if (this.base === 'previous') return { rowId: detail.rowId - 1, words: '' };
    if (detail.key === null) return { words: 'This message has no key.' };
    const { rowId, looked, isWhole } = await this.#client.call('messages.previousWithKey', {
      rowId: detail.rowId,
    });
    const among = looked === 1 ? 'the one message' : `the ${looked.toLocaleString('en')} messages`;
    const words = isWhole
      ? looked === 0
        ? 'There is no message before this one.'
        : `None of ${among} before this one has the key “${detail.key}”.`
      : `None among ${among} before this one has the key “${detail.key}”; older ones were not looked at.`;
    return { rowId: rowId ?? undefined, words };
  }

  async #read(
    rowId: number,
    chain: readonly DecodeStep[] | undefined,
    isWanted: () => boolean,
  ): Promise<Omit<Compared, 'rowId'> | undefined> {
    const detail = await this.#client.call('history.message', { rowId });
    const content = await readPayload(this.#client, detail, chain, isWanted);
    return content && { detail, content };
  }
}
