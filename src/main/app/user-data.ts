import { app } from 'electron';

/**
 * Gives the app another home for its data: `STREAMSCOPE_USER_DATA=<folder>`. The switch `--user-data-dir=<folder>`
 * is Electron's own and needs nothing here. Returns the folder in use.
 */
export function chooseUserDataFolder(environment: NodeJS.ProcessEnv): string {
  const folder = environment['STREAMSCOPE_USER_DATA'];
  if (folder !== undefined && folder !== '') app.setPath('userData', folder);
  return app.getPath('userData');
}
