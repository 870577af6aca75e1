/** What goes wrong with a file, in words: the store's own speak of the history. */
import { StreamscopeError } from '../../../shared/contract/errors.ts';
import { codeOf, storeErrorOf } from '../../store/worker/sqlite-errors.ts';

interface Rule {
  readonly match: RegExp;
  readonly words: string;
}

const isGone = /^(ENOENT|ENOTDIR)/;
const isForbidden = /^(EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|SQLITE_AUTH)/;

const writing: readonly Rule[] = [
  {
    match: /^(ENOSPC|EDQUOT|SQLITE_FULL|SQLITE_IOERR_WRITE)/,
    words: 'The disk is full. The unfinished file was removed; free some space or choose another folder.',
  },
  { match: isForbidden, words: 'This folder cannot be written. Choose another one.' },
  { match: isGone, words: 'The folder or file is not there any more.' },
  { match: /^(EISDIR|EBUSY|ETXTBSY|ENAMETOOLONG)/, words: 'A file of this name cannot be written here.' },
];

const reading: readonly Rule[] = [
  { match: isForbidden, words: 'This file may not be read. Nothing more was imported.' },
  { match: isGone, words: 'This file is not there any more. Nothing was imported.' },
  { match: /^EISDIR/, words: 'This is a folder. Choose a file.' },
  {
    match: /^(EIO|ESTALE|ENXIO|ENODEV)/,
    words: 'The file could not be read on. What was read so far is in history; import it again for the rest.',
  },
];

export function transferErrorOf(
  thrown: unknown,
  path: string,
  doing: 'write' | 'read' = 'write',
): StreamscopeError {
  if (thrown instanceof StreamscopeError) return thrown;
  const code = codeOf(thrown) ?? '';
  const rule = (doing === 'write' ? writing : reading).find(({ match }) => match.test(code));
  if (rule === undefined) return storeErrorOf(thrown);
  const detail = `${code}: ${path}`;
  return new StreamscopeError('FILE_FAILED', rule.words, { detail, cause: thrown });
}
