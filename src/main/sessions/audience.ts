/** Whether someone looks: a window is open and in sight. What nobody sees is stored and told in larger steps. */
export interface Audience {
  isWatching(): boolean;
  /** Called when it changes; the returned function ends that. */
  onChange(listener: () => void): () => void;
}

/** For hosts without windows. */
export const alwaysWatching: Audience = { isWatching: () => true, onChange: () => () => undefined };
