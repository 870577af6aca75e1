/** Which texts of a message are searched, and how they get into a full-text index: that of the history or a capture's. */
import { payloadKinds } from '../../../shared/domain/payload-kind.ts';
import { kibibyte } from '../../../shared/domain/units.ts';

/** Rows indexed in one transaction: about ten milliseconds. */
export const indexSlice = 2000;
/** Bytes of a body that are indexed; of a longer one the rest is found by a substring search only. */
export const indexedBodyBytes = 64 * kibibyte;

const textKinds = [payloadKinds.indexOf('json'), payloadKinds.indexOf('text')].join(', ');

/** The body that is searched; bytes that are no text have none. */
export const searchedBody = `
  case when kind in (${textKinds}) then
    cast(case when size > ${indexedBodyBytes} then substr(payload, 1, ${indexedBodyBytes}) else payload end as text)
  end`;

/** Indexes a range of row ids, both ends included, out of the file that is attached under this name. */
export const insertTextsOf = (file: 'main' | 'history'): string => `
  insert into search (rowid, key, properties, body)
  select row_id, key, properties, ${searchedBody} from ${file}.message where row_id between ? and ?`;
