export interface Electron {
  source: 'override' | 'installed' | 'fallback';
  folder: string;
  executablePath: string;
  version: string;
  takesAppPath: boolean;
}
export const mountedElectron: Readonly<{ folder: string; note: string }>;
export function executableIn(folder: string, platform?: NodeJS.Platform): string;
export function resourcesIn(folder: string, platform?: NodeJS.Platform): string;
export function findElectron(root: string, environment?: NodeJS.ProcessEnv): Electron | undefined;
export function electronLaunch(root: string): { executablePath: string; args: string[] };
export function takesAppPath(folder: string): boolean;
