/** Copying, with an answer: the clipboard can be refused, and a copy that silently did nothing is a lie. */

/** The part of navigator.clipboard that is used. */
export interface TextClipboard {
  writeText(text: string): Promise<void>;
}

export type CopyOutcome = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Copies a text. Never throws; the reason is fit for people. */
export const copyText = async (
  text: string,
  clipboard: TextClipboard = navigator.clipboard,
): Promise<CopyOutcome> => {
  try {
    await clipboard.writeText(text);
    return { ok: true };
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return { ok: false, reason: `The system refused the clipboard: ${cause}` };
  }
};
