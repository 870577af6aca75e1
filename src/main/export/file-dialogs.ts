/** What the operating system asks a person about files; Electron in the app, an answer made up before in a test. */
export interface FileFilter {
  readonly name: string;
  /** Without their dot. */
  readonly endings: readonly string[];
}

export interface FileDialogs {
  /** Null when they thought better of it. */
  chooseTarget(title: string, name: string, filter: FileFilter): Promise<string | null>;
  chooseSource(title: string, filter: FileFilter): Promise<string | null>;
  /** Shows a file in the system's file manager. */
  reveal(path: string): void;
}
