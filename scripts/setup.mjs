// npm run setup: makes this checkout ready for npm start, or with "-- --test" for npm test.
import { SetupFailure } from './setup/failure.mjs';
import { setUp } from './setup/set-up.mjs';

const unknown = process.argv.slice(2).filter((argument) => argument !== '--test');
if (unknown.length > 0) {
  console.error(`Unknown argument: ${unknown.join(' ')}. Known: --test`);
  process.exit(2);
}
try {
  await setUp(process.argv.includes('--test') ? 'test' : 'start');
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  console.error(`\n${error.describe()}`);
  process.exitCode = 1;
}
