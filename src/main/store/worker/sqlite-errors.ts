/** SQLite's error codes in the project's own: what happened, what it means for the data, what to do. */
import { StreamscopeError, type ErrorCode } from '../../../shared/contract/errors.ts';

const rules: readonly { readonly match: RegExp; readonly code: ErrorCode; readonly words: string }[] = [
  {
    match: /^SQLITE_(FULL|IOERR_WRITE|IOERR_SHMSIZE)|^ENOSPC/,
    code: 'STORE_FULL',
    words: 'The disk is full. What is stored is safe; free some space and storing goes on by itself.',
  },
  {
    match: /^SQLITE_(READONLY|PERM|AUTH)|^(EACCES|EPERM|EROFS)/,
    code: 'STORE_READ_ONLY',
    words: 'The history folder cannot be written. What is stored can be read; allow writing and restart.',
  },
  {
    match: /^SQLITE_(CORRUPT|NOTADB)/,
    code: 'STORE_DAMAGED',
    words: 'The history file is damaged. Restart Streamscope: what can be read is saved into a new file.',
  },
  {
    match: /^SQLITE_(BUSY|LOCKED)/,
    code: 'STORE_BUSY',
    words: 'Another program holds the history file. Nothing is lost; close the other program.',
  },
];

export function storeErrorOf(thrown: unknown): StreamscopeError {
  if (thrown instanceof StreamscopeError) return thrown;
  const code = codeOf(thrown);
  const detail = thrown instanceof Error ? `${code ?? thrown.name}: ${thrown.message}` : String(thrown);
  const rule = rules.find(({ match }) => code !== undefined && match.test(code));
  if (rule !== undefined) return new StreamscopeError(rule.code, rule.words, { detail, cause: thrown });
  return new StreamscopeError('STORE_FAILED', 'The history file did not answer as it should.', {
    detail,
    cause: thrown,
  });
}

/** The same error; of a full disk with other words than those for a running program, which goes on by itself. */
export function withWordsOfFull(thrown: unknown, words: string): StreamscopeError {
  const error = storeErrorOf(thrown);
  if (error.code !== 'STORE_FULL') return error;
  return new StreamscopeError(error.code, words, { detail: error.detail, cause: thrown });
}

/** The code of an SqliteError or of a file system error; undefined for anything else. */
export function codeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}

export function isDamage(thrown: unknown): boolean {
  return storeErrorOf(thrown).code === 'STORE_DAMAGED';
}
