import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { DecodeLayer } from '../../../src/shared/contract/schemas/decoding.ts';
import { parseJson } from '../../../src/shared/domain/lossless-json-parser.ts';
import { rowIdOf } from '../../../src/shared/domain/row-id.ts';
import { jsonInputs, type JsonInput } from '../../fixtures/json-inputs.ts';
import { liveService, openWindow } from './open-window.ts';
import { decoded, message, session } from './sample-data.ts';

const inspector = () => page.getByRole('complementary', { name: 'Inspector' });

const strictText = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const jsonLayer = { decoder: 'json', schemaId: null, isDetected: true } as const;

/** What main answers: the payload as it is, read as JSON or with the place where it stops being JSON. */
function read({ bytes }: JsonInput) {
  const text = strictText(bytes);
  const base = { isPayload: true, total: bytes.length };
  if (text === undefined) return decoded({ ...base, form: 'bytes', layers: [] });
  const outcome = parseJson(text);
  const layer: DecodeLayer = outcome.ok
    ? { ...jsonLayer, ok: true, note: null, size: bytes.length }
    : {
        ...jsonLayer,
        ok: false,
        offset: outcome.problem.offset,
        why: outcome.problem.reason,
        around: bytes.slice(0, 24),
        aroundFrom: 0,
      };
  return decoded({ ...base, form: outcome.ok ? 'json' : 'text', layers: [layer] });
}

/** A window over a stream whose nth message, from 1, carries the nth input. */
async function openOnInputs(answer: (input: JsonInput) => ReturnType<typeof decoded>) {
  const input = (rowId: number): JsonInput => {
    const found = jsonInputs[rowId - rowIdOf(1, 1)];
    if (found === undefined) throw new Error(`No input ${rowId}`);
    return found;
  };
  const transport = liveService()
    .answer('sessions.list', () => [session()])
    .answer('messages.decode', ({ rowId }) => answer(input(rowId)))
    .answer('history.message', ({ rowId }) => {
      const { preview: _preview, isPreviewCut: _cut, ...row } = message(rowId - rowIdOf(1, 0));
      const { bytes } = input(rowId);
      return {
        ...row,
        payload: bytes,
        size: bytes.length,
        properties: [],
        publishTimeText: null,
        eventTimeText: null,
        extraFields: null,
      };
    });
  const opened = await openWindow(transport);
  await expect.element(inspector()).toBeVisible();
  return opened;
}

describe('payloads at the edges of JSON', () => {
  it('are each shown as a tree, as text with where it stops being JSON, or as bytes', async () => {
    const { app, reported } = await openOnInputs(read);
    for (const [at, { verdict, name, bytes }] of jsonInputs.entries()) {
      await app.inspector.show(rowIdOf(1, at + 1));
      await vi.waitFor(() => expect(app.inspector.detail?.seq, name).toBe(at + 1));
      expect(app.inspector.error, name).toBeUndefined();
      if (bytes.length === 0) {
        await expect.element(inspector().getByText('Empty payload')).toBeVisible();
      } else if (strictText(bytes) === undefined) {
        await expect.element(inspector().getByRole('grid', { name: /^Value/ })).toBeVisible();
      } else if (verdict === 'y' || app.inspector.decoding.content?.form === 'json') {
        await expect.element(inspector().getByRole('tree', { name: 'Value' })).toBeVisible();
        expect(inspector().getByRole('treeitem').elements().length, name).toBeGreaterThan(0);
        expect(inspector().getByRole('alert').elements(), name).toEqual([]);
      } else {
        await expect
          .element(inspector().getByRole('alert'))
          .toMatchTextContent(/JSON stopped at byte [\d,]+: \S/);
      }
    }
    expect(reported).toEqual([]);
  });

  it('never break the tree, even when they are called JSON and are none', async () => {
    const { app, reported } = await openOnInputs(({ bytes }) =>
      decoded({ isPayload: true, total: bytes.length, form: 'json', layers: [] }),
    );
    for (const [at, { verdict, name, bytes }] of jsonInputs.entries()) {
      if (verdict !== 'n' || strictText(bytes) === undefined) continue;
      await app.inspector.show(rowIdOf(1, at + 1));
      await vi.waitFor(() => expect(app.inspector.detail?.seq, name).toBe(at + 1));
      await expect.element(inspector().getByText('This is no valid JSON.')).toBeVisible();
      await expect.element(inspector()).toMatchTextContent(/line [\d,]+, column [\d,]+: \S/);
    }
    expect(reported).toEqual([]);
  });
});
