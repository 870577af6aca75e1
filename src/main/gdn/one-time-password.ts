import { z } from 'zod';
import type { GdnRequest } from './gdn-http.ts';
import { readAnswer } from './gdn-response.ts';

const answerSchema = z.object({ otp: z.string().min(1) });

/** `POST /apid/otp`: good for one socket, to be used at once (protocol A4, C2). */
export async function fetchOneTimePassword(request: GdnRequest): Promise<string> {
  const response = await request({ method: 'POST', path: '/apid/otp' });
  return readAnswer(response, answerSchema, 'get a one-time password').otp;
}
