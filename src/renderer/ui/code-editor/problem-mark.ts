/** Marks the place of a problem in the editor and tells the outside about it, after a pause in typing. */

import { StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view';
import type { TextCheck, TextProblem } from './text-check.ts';

const CHECK_DELAY_MS = 150;

const setProblem = StateEffect.define<TextProblem | undefined>();

const problemField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, transaction) => {
    for (const effect of transaction.effects) {
      if (effect.is(setProblem)) return marksFor(effect.value, transaction.state.doc.length);
    }
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const marksFor = (problem: TextProblem | undefined, length: number): DecorationSet => {
  if (problem === undefined || problem.to <= problem.from || problem.to > length) return Decoration.none;
  const mark = Decoration.mark({ class: 'cm-problem', attributes: { title: problem.message } });
  return Decoration.set([mark.range(problem.from, problem.to)]);
};

/** `tell` hears of every check, undefined when all is well. */
export const problemMark = (
  check: TextCheck,
  tell: (problem: TextProblem | undefined) => void,
): Extension => {
  const plugin = ViewPlugin.fromClass(
    class {
      #timer: ReturnType<typeof setTimeout> | undefined;
      readonly #view: EditorView;

      constructor(view: EditorView) {
        this.#view = view;
        this.#schedule(0);
      }

      update(update: ViewUpdate): void {
        if (update.docChanged) this.#schedule(CHECK_DELAY_MS);
      }

      destroy(): void {
        clearTimeout(this.#timer);
      }

      #schedule(delayMs: number): void {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => {
          const problem = check(this.#view.state.doc.toString());
          this.#view.dispatch({ effects: setProblem.of(problem) });
          tell(problem);
        }, delayMs);
      }
    },
  );
  return [problemField, plugin];
};
