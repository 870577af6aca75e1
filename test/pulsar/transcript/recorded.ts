import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { transcriptText, type Transcript } from './transcript.ts';

const FILE = join(import.meta.dirname, '..', 'transcripts', 'pulsar.json');

const schema = z.object({
  server: z.string(),
  version: z.string(),
  scenarios: z.array(
    z.object({
      scenario: z.string(),
      section: z.string(),
      steps: z.array(z.object({ step: z.string(), value: z.unknown() })),
    }),
  ),
});

/** What a real Pulsar did when the suite was last recorded. */
export async function readRecorded(): Promise<Transcript> {
  return schema.parse(JSON.parse(await readFile(FILE, 'utf8')));
}

export async function writeRecorded(transcript: Transcript): Promise<void> {
  await writeFile(FILE, transcriptText(transcript));
}
