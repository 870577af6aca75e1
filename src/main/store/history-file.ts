/** The history's file in the folder of the program's data. */
export const historyFile = 'history.db';
