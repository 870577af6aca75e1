/** Marks: a person's own signs on stored messages, in a colour and with a comment if they like. */

/** Kept in the history by their place in this list: it may only grow at its end. Each has a shape of its own. */
export const markColours = ['amber', 'red', 'green', 'blue', 'violet'] as const;
export type MarkColour = (typeof markColours)[number];

/** Characters; a page of notes. */
export const maxCommentLength = 4_000;
/** A list of marks is read whole, so it stays short enough for that; one more is refused in words. */
export const maxMarksPerStream = 10_000;
/** More than anybody marks by hand; a larger ask is refused, not cut. */
export const maxMarksAtOnce = 1_000;
