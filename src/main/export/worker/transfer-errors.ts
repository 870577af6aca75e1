/** What goes wrong with a file, in words: the store's own speak of the history. */
import { StreamscopeError } from '../../../shared/contract/errors.ts';
import { codeOf, storeErrorOf } from '../../store/worker/sqlite-errors.ts';

const rules: readonly { readonly match: RegExp; readonly words: string }[] = [
  {
    match: /^(ENOSPC|EDQUOT|SQLITE_FULL|SQLITE_IOERR_WRITE)/,
    words: 'The disk is full. The unfinished file was removed; free some space or choose another folder.',
  },
  {
    match: /^(EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|SQLITE_AUTH)/,
    words: 'This folder cannot be written. Choose another one.',
  },
  { match: /^(ENOENT|ENOTDIR)/, words: 'The folder or file is not there any more.' },
  { match: /^(EISDIR|EBUSY|ETXTBSY|ENAMETOOLONG)/, words: 'A file of this name cannot be written here.' },
];

export function transferErrorOf(thrown: unknown, path: string): StreamscopeError {
  if (thrown instanceof StreamscopeError) return thrown;
  const code = codeOf(thrown) ?? '';
  const rule = rules.find(({ match }) => match.test(code));
  if (rule === undefined) return storeErrorOf(thrown);
  const detail = `${code}: ${path}`;
  return new StreamscopeError('FILE_FAILED', rule.words, { detail, cause: thrown });
}
