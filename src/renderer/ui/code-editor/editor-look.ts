/** The editor in the colours and type of the tokens. Colours are custom properties, so a change of theme needs no rebuild. */

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'transparent', fontSize: 'var(--data-size)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-data)',
    lineHeight: '19px',
    fontVariantLigatures: 'none',
  },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 12px 0 6px' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--text-faint)', border: '0' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 6px 0 14px', minWidth: '34px' },
  '.cm-foldGutter .cm-gutterElement': { padding: '0 4px' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--surface-hover) 70%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 30%, transparent)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--surface-strong)',
    outline: '1px solid var(--line-control)',
  },
  // A template in braces is no mistake, and what is one is underlined.
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent' },
  '&.cm-merge-b .cm-deletedChunk': { padding: '0', backgroundColor: 'var(--bad-soft)' },
  '.cm-deletedLine': { padding: '0 12px 0 6px' },
  '&.cm-merge-b .cm-changedLine': { backgroundColor: 'var(--ok-soft)' },
  '&.cm-merge-b .cm-deletedChunk .cm-deletedText': {
    background: 'color-mix(in srgb, var(--bad) 26%, transparent)',
  },
  '&.cm-merge-b .cm-changedText': { background: 'color-mix(in srgb, var(--ok) 26%, transparent)' },
  // A sign beside the colour, in the gutter that is else a bar alone.
  '&.cm-merge-b .cm-changeGutter': { width: '16px', padding: '0', textAlign: 'center', fontWeight: '600' },
  '&.cm-merge-b .cm-deletedLineGutter': { color: 'var(--bad)', background: 'var(--bad-soft)' },
  '&.cm-merge-b .cm-changedLineGutter': { color: 'var(--ok)', background: 'var(--ok-soft)' },
  '&.cm-merge-b .cm-deletedLineGutter::before': { content: '"−"' },
  '&.cm-merge-b .cm-changedLineGutter::before': { content: '"+"' },
  '&.cm-editor .cm-collapsedLines': {
    padding: '3px 12px',
    color: 'var(--text-faint)',
    background: 'var(--surface-raised)',
    fontFamily: 'var(--font-ui)',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--match)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--match-current)' },
  '.cm-panels': {
    backgroundColor: 'var(--surface-raised)',
    color: 'var(--text)',
    borderColor: 'var(--line)',
  },
  '.cm-panel.cm-search': { font: 'var(--text-size-small) var(--font-ui)' },
  '.cm-textfield, .cm-button': {
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius-small)',
    background: 'var(--surface-panel)',
    color: 'var(--text)',
  },
  '.cm-tooltip': {
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--surface-float)',
    color: 'var(--text)',
    boxShadow: 'var(--shadow-float)',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--surface-selected)',
    color: 'var(--text)',
  },
  '.cm-foldPlaceholder': {
    border: '0',
    backgroundColor: 'var(--surface-strong)',
    color: 'var(--text-muted)',
  },
  '.cm-problem': {
    textDecoration: 'underline wavy var(--bad)',
    textDecorationSkipInk: 'none',
    backgroundColor: 'var(--bad-soft)',
  },
  '.cm-placeholder': { color: 'var(--text-faint)' },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--json-key)' },
  { tag: tags.string, color: 'var(--json-string)' },
  { tag: tags.number, color: 'var(--json-number)' },
  { tag: [tags.bool, tags.null, tags.keyword], color: 'var(--json-literal)' },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: 'var(--json-punctuation)' },
]);

export const editorLook: Extension = [look, syntaxHighlighting(colours)];
