/**
 * How much of a topic is kept. Above the soft bound the oldest messages go once nobody needs them; above the hard bound they
 * go in any case and the loss is counted. Real brokers drop what all subscriptions acknowledged (protocol D12); the sandbox
 * keeps some of it, as a namespace with retention does, so that a reader from earliest has history to show.
 */
export interface Retention {
  readonly soft: { readonly messages: number; readonly bytes: number };
  readonly hard: { readonly messages: number; readonly bytes: number };
}

const MEBIBYTE = 1024 * 1024;

export const defaultRetention: Retention = {
  soft: { messages: 20_000, bytes: 16 * MEBIBYTE },
  hard: { messages: 400_000, bytes: 160 * MEBIBYTE },
};
