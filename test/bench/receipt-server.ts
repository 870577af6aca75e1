/**
 * A WebSocket server in its own process that answers every producer frame with a receipt, as a broker with a store that
 * takes no time would. It looks for the context instead of parsing the frame: the clients are to be measured, not it.
 */
import { WebSocketServer } from 'ws';
import { messageIdText } from './message-id-text.ts';

const contextName = '"context":"';
const ledger = 91_234;

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('listening', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
});
server.on('connection', (socket) => {
  let entry = 0;
  socket.on('message', (data: Buffer) => {
    const from = data.indexOf(contextName) + contextName.length;
    const context = data.toString('latin1', from, data.indexOf('"', from));
    socket.send(
      `{"result":"ok","messageId":"${messageIdText(ledger, entry)}","context":"${context}","schemaVersion":0,"errorCode":0}`,
    );
    entry += 1;
  });
});
process.on('disconnect', () => process.exit(0));
