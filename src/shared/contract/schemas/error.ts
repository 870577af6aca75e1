import { z } from 'zod';
import { errorCodes } from '../errors.ts';

/** An error as plain data (see `errors.ts` for the class it comes from). */
export const errorReportSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  detail: z.string().optional(),
});
