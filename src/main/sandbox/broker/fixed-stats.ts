// Fields of the statistics (protocol E5) that never change here: the sandbox has no transactions, throttling, filters,
// offloading or compaction. They are there because a client may look for them.

export const fixedTopicStats = {
  systemTopicBytesInCounter: 0,
  bytesOutInternalCounter: 0,
  msgChunkPublished: false,
  backlogQuotaLimitSize: -1,
  backlogQuotaLimitTime: -1,
  oldestBacklogMessageAgeSeconds: -1,
  publishRateLimitedTimes: 0,
  earliestMsgPublishTimeInBacklogs: 0,
  offloadedStorageSize: 0,
  lastOffloadLedgerId: 0,
  lastOffloadSuccessTimeStamp: 0,
  lastOffloadFailureTimeStamp: 0,
  ongoingTxnCount: 0,
  abortedTxnCount: 0,
  committedTxnCount: 0,
  waitingPublishers: 0,
  replication: {},
  deduplicationStatus: 'Disabled',
  delayedMessageIndexSizeInBytes: 0,
  compaction: {
    lastCompactionRemovedEventCount: 0,
    lastCompactionSucceedTimestamp: 0,
    lastCompactionFailedTimestamp: 0,
    lastCompactionDurationTimeInMills: 0,
  },
  ownerBroker: 'sandbox',
} as const;

export const fixedPublisherStats = {
  accessMode: 'Shared',
  chunkedMessageRate: 0,
  supportsPartialProducer: false,
  clientVersion: 'sandbox',
  metadata: {},
} as const;

const hashesOfKeys = {
  drainingHashesCount: 0,
  drainingHashesClearedTotal: 0,
  drainingHashesUnackedMessages: 0,
} as const;

export const fixedSubscriptionStats = {
  ...hashesOfKeys,
  messageAckRate: 0,
  chunkedMessageRate: 0,
  earliestMsgPublishTimeInBacklog: 0,
  blockedSubscriptionOnUnackedMsgs: false,
  msgInReplay: 0,
  lastMarkDeleteAdvancedTimestamp: 0,
  isReplicated: false,
  replicated: false,
  allowOutOfOrderDelivery: false,
  consumersAfterMarkDeletePosition: {},
  delayedMessageIndexSizeInBytes: 0,
  subscriptionProperties: {},
  filterProcessedMsgCount: 0,
  filterAcceptedMsgCount: 0,
  filterRejectedMsgCount: 0,
  filterRescheduledMsgCount: 0,
  dispatchThrottledMsgEventsBySubscriptionLimit: 0,
  dispatchThrottledBytesEventsBySubscriptionLimit: 0,
  dispatchThrottledMsgEventsByTopicLimit: 0,
  dispatchThrottledBytesEventsByTopicLimit: 0,
  dispatchThrottledMsgEventsByBrokerLimit: 0,
  dispatchThrottledBytesEventsByBrokerLimit: 0,
} as const;

export const fixedConsumerStats = {
  ...hashesOfKeys,
  messageAckRate: 0,
  chunkedMessageRate: 0,
  avgMessagesPerEntry: 1,
  clientVersion: 'sandbox',
  metadata: {},
} as const;
