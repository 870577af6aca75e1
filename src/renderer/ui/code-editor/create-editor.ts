/** Builds the editor. Imported lazily, because the editor is the heaviest thing in the window. */

import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { editorLook } from './editor-look.ts';
import { problemMark } from './problem-mark.ts';
import type { TextCheck, TextProblem } from './text-check.ts';

export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly value: string;
  readonly label: string;
  readonly language: 'json' | 'plain';
  readonly readonly: boolean;
  readonly check: TextCheck | null;
  readonly placeholder: string;
  readonly extensions: readonly Extension[];
  readonly onchange: (value: string) => void;
  readonly onproblem: (problem: TextProblem | undefined) => void;
}

export interface Editor {
  setValue(value: string): void;
  setReadonly(readonly: boolean): void;
  focus(): void;
  stop(): void;
}

const readonlyOf = (isReadonly: boolean): Extension => [
  EditorState.readOnly.of(isReadonly),
  isReadonly ? [] : [highlightActiveLine(), highlightActiveLineGutter()],
];

export const createEditor = (options: EditorOptions): Editor => {
  const readonly = new Compartment();
  let isSetting = false;
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.value,
      extensions: [
        options.extensions,
        lineNumbers(),
        foldGutter(),
        history(),
        drawSelection(),
        highlightSpecialChars(),
        indentOnInput(),
        options.readonly ? [] : [bracketMatching(), closeBrackets()],
        highlightSelectionMatches(),
        // Tab indents, as editors do; Escape and then Tab leaves, as CodeMirror offers for the keyboard alone.
        keymap.of([
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...foldKeymap,
          indentWithTab,
        ]),
        options.language === 'json' ? json() : [],
        editorLook,
        readonly.of(readonlyOf(options.readonly)),
        placeholder(options.placeholder),
        options.check === null ? [] : problemMark(options.check, options.onproblem),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': options.label, spellcheck: 'false' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !isSetting) options.onchange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    setValue(value) {
      if (view.state.doc.toString() === value) return;
      isSetting = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
      isSetting = false;
    },
    setReadonly: (isReadonly) => view.dispatch({ effects: readonly.reconfigure(readonlyOf(isReadonly)) }),
    focus: () => view.focus(),
    stop: () => view.destroy(),
  };
};
