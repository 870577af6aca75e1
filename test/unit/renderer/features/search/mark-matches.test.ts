import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  excerptOf,
  matchOutOfSight,
  markedPieces,
} from '../../../../../src/renderer/features/search/mark-matches.ts';
import { markTexts } from '../../../../../src/shared/domain/search-marks.ts';

const words = (text: string) => markTexts({ mode: 'words', text });

describe('an excerpt from the middle of a payload', () => {
  const hit = { preview: 'far before', isPreviewCut: true, key: null };

  it('shows its match, with a sign that something stands before it', () => {
    const inside = { ...hit, excerpt: { text: 'about the needle in it', isCut: true } };
    expect(excerptOf('about the needle in it', ['needle'], true)).toEqual({
      before: '…about the',
      from: ' needle in it',
    });
    expect(matchOutOfSight(inside, ['needle'])).toBeUndefined();
    expect(matchOutOfSight(hit, ['needle'])).toBe('further on');
  });
});

describe('what is marked in a hit', () => {
  it('is every word looked for, none of those that must be absent', () => {
    expect(words('paid OR "in transit" key:cust* -refunded')).toEqual(['paid', 'in transit', 'cust']);
  });

  it('is the substring itself, whatever it is made of', () => {
    const marks = markTexts({ mode: 'substring', text: 'a.b*(c' });
    expect(markedPieces('xa.b*(cx', marks)).toEqual([
      { text: 'x', isMatch: false },
      { text: 'a.b*(c', isMatch: true },
      { text: 'x', isMatch: false },
    ]);
  });

  it('is found in any case', () => {
    expect(markedPieces('PAID', words('paid'))).toEqual([{ text: 'PAID', isMatch: true }]);
  });

  it('never loses a character of the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (text, marks) => {
        expect(
          markedPieces(text, marks)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('a hit whose excerpt does not show its match', () => {
  const hit = { preview: '{"status":"new"', isPreviewCut: true, key: 'cust-7' };

  it('says where it is: in the key, or further on', () => {
    expect(matchOutOfSight(hit, ['cust'])).toBe('in the key');
    expect(matchOutOfSight(hit, ['paid'])).toBe('further on');
  });

  it('says nothing where the excerpt shows it, as the index compares, or where it is not known', () => {
    expect(matchOutOfSight(hit, ['new'])).toBeUndefined();
    expect(matchOutOfSight({ ...hit, preview: '{"name":"Álvarez"' }, ['alvarez'])).toBeUndefined();
    expect(matchOutOfSight({ ...hit, preview: 'in-transit' }, ['in transit'])).toBeUndefined();
    expect(matchOutOfSight({ ...hit, isPreviewCut: false }, ['paid'])).toBeUndefined();
    expect(matchOutOfSight(hit, [])).toBeUndefined();
  });
});

describe('the excerpt of a hit', () => {
  it('is the whole text where nothing of it matches, or its very beginning', () => {
    expect(excerptOf('x'.repeat(200), ['paid'])).toEqual({ before: '', from: 'x'.repeat(200) });
    expect(excerptOf('paid!', ['paid'])).toEqual({ before: '', from: 'paid!' });
  });

  it('is parted at its first match', () => {
    expect(excerptOf('{"status":"paid","was":"paid"}', ['paid'])).toEqual({
      before: '{"status":"',
      from: 'paid","was":"paid"}',
    });
  });

  it('says so when it leaves out what lies far before the match', () => {
    expect(excerptOf(`${'x'.repeat(200)}paid!`, ['paid'])).toEqual({
      before: `…${'x'.repeat(120)}`,
      from: 'paid!',
    });
  });
});
