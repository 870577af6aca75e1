import { describe, expect, it } from 'vitest';
import { MAX_HITS, searchJson } from '../../../../../src/renderer/ui/json-tree/json-search.ts';
import { parseJson } from '../../../../../src/shared/domain/lossless-json-parser.ts';

const search = async (text: string, query: string) => {
  const outcome = parseJson(text);
  if (!outcome.ok) throw new Error(outcome.problem.reason);
  return searchJson(outcome.document, query, { now: () => 0, pause: () => Promise.resolve() });
};

describe('a search in JSON', () => {
  it('finds keys and values, each node once', async () => {
    expect(await search('{"order":"order order","x":[1,"reorder"]}', 'order')).toEqual({
      nodes: [1, 4],
      isComplete: true,
    });
  });

  it('finds nothing in punctuation and takes signs for what they are', async () => {
    expect((await search('{"a":[1,2],"b":"x,y"}', ','))?.nodes).toEqual([4]);
    expect((await search('["a.b","axb"]', 'a.b'))?.nodes).toEqual([1]);
  });

  it('minds upper and lower case only when the query has upper case', async () => {
    expect((await search('["Paid","paid"]', 'paid'))?.nodes).toEqual([1, 2]);
    expect((await search('["Paid","paid"]', 'Paid'))?.nodes).toEqual([1]);
  });

  it('stops at its bound and says so', async () => {
    const hits = await search(`[${'"x",'.repeat(MAX_HITS + 5)}"x"]`, 'x');
    expect(hits?.nodes).toHaveLength(MAX_HITS);
    expect(hits?.isComplete).toBe(false);
  });
});
