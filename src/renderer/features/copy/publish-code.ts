/**
 * What features/copy owns: messages as text for other programs. This file: commands and code that publish a message
 * again. A secret is read from the environment of whoever runs it; none ever stands in the text.
 */
import type { MessageDetail } from '../../../shared/contract/schemas/history.ts';
import { encodeBase64 } from './base64.ts';
import type { PublishAddress } from './publish-address.ts';
import { strictText } from '../inspector/payload-text.ts';

export type CopiedMessage = Pick<MessageDetail, 'payload' | 'key' | 'properties' | 'eventTime'>;

/** A text in single quotes, as every POSIX shell takes it. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Undefined where REST cannot carry these bytes: Pulsar's call takes text only. */
export function curlCommand(address: PublishAddress, message: CopiedMessage): string | undefined {
  const text = strictText(message.payload);
  const header =
    address.auth === undefined
      ? []
      : [`  -H "Authorization: ${address.auth.scheme} $${address.auth.variable}"`];
  const call = [`curl -X POST ${shellQuote(address.rest)}`, ...header];
  if (address.kind === 'gdn') return gdnCurl(call, message, text);
  if (text === undefined || text.includes('\0')) return undefined;
  const body = JSON.stringify({
    valueSchema: JSON.stringify({ name: '', schema: '', type: 'STRING', properties: {} }),
    producerName: 'curl',
    messages: [
      {
        payload: text,
        ...(message.key === null ? {} : { key: message.key }),
        ...(message.eventTime === null ? {} : { eventTime: message.eventTime }),
        properties: Object.fromEntries(message.properties),
      },
    ],
  });
  return [...call, `  -H 'Content-Type: application/json'`, `  --data-binary ${shellQuote(body)}`].join(
    ' \\\n',
  );
}

/** GDN takes the raw bytes, and nothing else of a message. */
function gdnCurl(call: readonly string[], message: CopiedMessage, text: string | undefined): string {
  const parts = [...call, `  -H 'Content-Type: application/json'`];
  const carriesMore = message.key !== null || message.properties.length > 0 || message.eventTime !== null;
  const words = carriesMore
    ? '# GDN publishes the payload alone by REST: key, properties and event time go by socket only.\n'
    : '';
  if (text !== undefined && !text.includes('\0'))
    return words + [...parts, `  --data-binary ${shellQuote(text)}`].join(' \\\n');
  const bytes = `echo ${shellQuote(encodeBase64(message.payload))} | base64 -d | `;
  return words + bytes + [...parts, '  --data-binary @-'].join(' \\\n');
}

function frameOf({ payload, key, properties, eventTime }: CopiedMessage): Record<string, unknown> {
  return {
    payload: encodeBase64(payload),
    properties: Object.fromEntries(properties),
    ...(key === null ? {} : { key }),
    ...(eventTime === null ? {} : { eventTime: new Date(eventTime).toISOString() }),
    context: '1',
  };
}

/** A module that needs the package `ws`. */
export function typescriptCode({ socket, auth }: PublishAddress, message: CopiedMessage): string {
  const options =
    auth === undefined
      ? ''
      : `, {\n  headers: { Authorization: \`${auth.scheme} \${process.env['${auth.variable}']}\` },\n}`;
  return `import WebSocket from 'ws';

const message = ${JSON.stringify(frameOf(message), null, 2)};

const socket = new WebSocket(${JSON.stringify(socket)}${options});
socket.on('open', () => socket.send(JSON.stringify(message)));
socket.on('message', (receipt) => {
  console.log(String(receipt));
  socket.close();
});
socket.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
`;
}

/** A script that needs the package websocket-client. */
export function pythonCode({ socket, auth }: PublishAddress, message: CopiedMessage): string {
  const imports = auth === undefined ? 'import json' : 'import json\nimport os';
  const header =
    auth === undefined ? '' : `, header=["Authorization: ${auth.scheme} " + os.environ["${auth.variable}"]]`;
  return `${imports}

import websocket  # pip install websocket-client

message = json.loads(${pythonText(JSON.stringify(frameOf(message), null, 2))})

socket = websocket.create_connection(${JSON.stringify(socket)}${header})
socket.send(json.dumps(message))
print(socket.recv())
socket.close()
`;
}

/** A text over several lines as Python writes one; what would end it or be read as an escape is escaped. */
function pythonText(text: string): string {
  return `"""${text.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"').replace(/"$/, '\\"')}"""`;
}
