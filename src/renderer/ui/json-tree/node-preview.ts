/** One line that stands for a value in the tree. Whatever is cut is said to be cut. */

import type { JsonDocument } from '../../../shared/domain/lossless-json.ts';

/** Characters of a scalar put on the page. A row shows one or two hundred; the rest would only cost layout. */
export const MAX_SHOWN_CHARACTERS = 600;
const MAX_PREVIEW_KEYS = 8;
const MAX_KEY_CHARACTERS = 120;

export interface ScalarPreview {
  readonly text: string;
  /** Characters left out; 0 when all is shown. */
  readonly hidden: number;
}

/** Cut between characters, never inside a surrogate pair. */
const cut = (text: string, length: number): string => {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
};

export const previewScalar = (document: JsonDocument, node: number): ScalarPreview => {
  const length = document.end(node) - document.start(node);
  if (length <= MAX_SHOWN_CHARACTERS) return { text: document.raw(node), hidden: 0 };
  const text = cut(
    document.text.slice(document.start(node), document.start(node) + MAX_SHOWN_CHARACTERS),
    MAX_SHOWN_CHARACTERS,
  );
  return { text, hidden: length - text.length };
};

/** Key as written, without its quotes unless it needs them to be read right. */
export const previewKey = (document: JsonDocument, node: number): string => {
  const raw = document.rawKey(node) ?? '';
  const bare = raw.slice(1, -1);
  const shown = bare === '' || /^\s|\s$/.test(bare) ? raw : bare;
  return shown.length > MAX_KEY_CHARACTERS ? `${cut(shown, MAX_KEY_CHARACTERS)}…` : shown;
};

/** `[1,000]` for an array; for an object `{sku, qty}` while folded, `{2}` when its members stand below. */
export const previewContainer = (
  document: JsonDocument,
  node: number,
  isOpen: boolean,
  formatCount: (count: number) => string,
): string => {
  const count = document.childCount(node);
  if (document.kind(node) === 'array') return `[${formatCount(count)}]`;
  if (isOpen) return `{${formatCount(count)}}`;
  const keys: string[] = [];
  for (const child of document.children(node)) {
    if (keys.length === MAX_PREVIEW_KEYS) break;
    keys.push(previewKey(document, child));
  }
  const rest = count - keys.length;
  return `{${keys.join(', ')}${rest > 0 ? `, … ${formatCount(rest)} more` : ''}}`;
};

/** Members looked at for a repeated key; an object with more is shown without the mark. */
const MAX_COMPARED_MEMBERS = 500;

/** Whether an earlier or later member of the same object has the same key: most readers would see only the last. */
export const isRepeatedKey = (document: JsonDocument, node: number): boolean => {
  const parent = document.parent(node);
  if (parent < 0 || document.childCount(parent) > MAX_COMPARED_MEMBERS) return false;
  const key = document.key(node);
  for (const sibling of document.children(parent)) {
    if (sibling !== node && document.key(sibling) === key) return true;
  }
  return false;
};
