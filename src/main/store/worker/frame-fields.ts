/** The fields of one consumer or reader frame (protocol D5), filled in place: one object serves a whole batch. */

/** What a frame turned out to be. Everything but `message` and the control kinds is a reason to refuse it. */
export type FrameVerdict =
  | 'message'
  | 'end-of-topic'
  | 'unknown-object'
  | 'FRAME_NOT_JSON'
  | 'FRAME_WITHOUT_ID'
  | 'FRAME_BAD_ID'
  | 'FRAME_BAD_PAYLOAD';

export interface FrameFields {
  messageId: string;
  /** Base64 as on the wire. */
  payload: string;
  publishTime: string | null;
  eventTime: string | null;
  key: string | null;
  /** JSON text exactly as it came, so that order and repeated names survive; null when there are none. */
  properties: string | null;
  propertiesCount: number;
  redeliveryCount: number;
  /** JSON text of an object with every field not named above, and of any whose type was unexpected. */
  extra: string | null;
}

export function emptyFields(): FrameFields {
  return {
    messageId: '',
    payload: '',
    publishTime: null,
    eventTime: null,
    key: null,
    properties: null,
    propertiesCount: 0,
    redeliveryCount: 0,
    extra: null,
  };
}

export function clearFields(fields: FrameFields): void {
  fields.messageId = '';
  fields.payload = '';
  fields.publishTime = null;
  fields.eventTime = null;
  fields.key = null;
  fields.properties = null;
  fields.propertiesCount = 0;
  fields.redeliveryCount = 0;
  fields.extra = null;
}
