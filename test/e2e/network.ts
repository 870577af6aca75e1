import type { ElectronApplication } from '@playwright/test';

/** Every host that the app's main process connects to from now on, by name or by number. */
export async function watchHosts(app: ElectronApplication): Promise<{ asked(): Promise<string[]> }> {
  const kept = await app.evaluateHandle(() => {
    const hosts: string[] = [];
    const { Socket } = process.getBuiltinModule('node:net');
    Socket.prototype.connect = new Proxy(Socket.prototype.connect, {
      apply(connect, socket, args: readonly unknown[]) {
        // Options, or an array that net made of them: the host stands in the first.
        const [options] = args.flat(2);
        const isAddress = typeof options === 'object' && options !== null && 'port' in options;
        if (isAddress) hosts.push('host' in options ? String(options.host) : 'localhost');
        return Reflect.apply(connect, socket, args);
      },
    });
    return hosts;
  });
  return { asked: () => kept.jsonValue() };
}
