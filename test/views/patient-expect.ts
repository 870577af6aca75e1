import { expect as impatient } from '@playwright/test';

/** Outside the test runner nothing says how long to wait, and a busy machine needs more than the built-in 5 s. */
export const expect = impatient.configure({ timeout: 20_000 });
