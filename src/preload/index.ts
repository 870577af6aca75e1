/** Preload: lays the transport between the sandboxed window and main. No logic, no contract, nothing else. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { callChannel, droppedChannel, pushChannel } from '../shared/contract/transport.ts';
import type { Reply, Transport } from '../shared/contract/transport.ts';

const transport: Transport = {
  call: (name, input) => ipcRenderer.invoke(callChannel, name, input) as Promise<Reply>,
  listen: (listener) => {
    const heard = (_event: unknown, name: string, value: unknown): void => {
      listener(name, value);
    };
    ipcRenderer.on(pushChannel, heard);
    return () => {
      ipcRenderer.off(pushChannel, heard);
    };
  },
  pathOf: (file) => {
    const path = file instanceof File ? webUtils.getPathForFile(file) : '';
    if (path !== '') ipcRenderer.send(droppedChannel, path);
    return path;
  },
};

contextBridge.exposeInMainWorld('streamscope', transport);
