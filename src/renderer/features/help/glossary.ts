/** The words of the window, each in a sentence. */
export const glossary: readonly { readonly word: string; readonly meaning: string }[] = [
  {
    word: 'Observe',
    meaning: 'Read with a reader. No subscription is made, no cursor moves: looking changes nothing.',
  },
  {
    word: 'Consume',
    meaning:
      'Attach a durable subscription. It gathers backlog, and an exclusive one locks others out while you are attached.',
  },
  { word: 'Offline', meaning: 'Stored messages only, with nothing on the wire.' },
  {
    word: 'Stream, topic',
    meaning:
      'A named log of messages. GDN says stream, Pulsar says topic; local or global, or of a collection.',
  },
  {
    word: 'Subscription',
    meaning: 'A named place in a stream that the service remembers for its consumers.',
  },
  { word: 'Cursor', meaning: 'How far a subscription has come: everything before it was acknowledged.' },
  { word: 'Backlog', meaning: 'Messages of a subscription that nobody has acknowledged yet.' },
  {
    word: 'Acknowledge',
    meaning: 'Tell the service that a message is done with. It answers nothing: “sent” is all one knows.',
  },
  {
    word: 'Negative-acknowledge',
    meaning: 'Ask for a message again, after the subscription’s delay.',
  },
  {
    word: 'In flight, window',
    meaning: 'Messages delivered and not yet answered. At the window’s limit the service stops sending.',
  },
  {
    word: 'Redelivery',
    meaning:
      'A message that comes to a consumer once more. It stays one row here, with every delivery counted. Observing it is none.',
  },
  {
    word: 'Message id',
    meaning: 'Ledger, entry, partition and batch index: where a message stands in its stream.',
  },
  {
    word: 'Received = stored',
    meaning:
      'Every message is stored, was stored already, or is refused with its reason. Nothing is dropped silently.',
  },
  {
    word: 'Guarded',
    meaning: 'A connection on which every change of the service asks for the stream’s name first.',
  },
];
