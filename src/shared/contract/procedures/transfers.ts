import { z } from 'zod';
import { procedure } from '../procedure.ts';
import { captureId, openCaptureSchema } from '../schemas/capture.ts';
import {
  exportFormatSchema,
  exportPlanSchema,
  exportRequestSchema,
  transferId,
  transferStateSchema,
} from '../schemas/transfer.ts';

const path = z.string().min(1).max(4_096);
const chosen = z.object({ path: path.nullable() });

export const transferProcedures = {
  /** How much would be written; looks at a part of a filter's rows only, and says so. */
  'export.plan': procedure(exportRequestSchema, exportPlanSchema),
  /** Asks the person where to write. Null when they thought better of it. */
  'export.choose': procedure(z.object({ format: exportFormatSchema, name: z.string().max(400) }), chosen),
  /** Writes to a path that was chosen before. The file is there whole in the end, or not at all. */
  'export.start': procedure(z.object({ request: exportRequestSchema, path }), transferStateSchema),
  'import.choose': procedure(z.void(), chosen),
  /** Brings a JSONL, CSV or capture file's messages into history, as streams of a connection named after the file. */
  'import.start': procedure(z.object({ path }), transferStateSchema),
  'transfer.cancel': procedure(z.object({ transferId }), z.void()),
  'transfer.list': procedure(z.void(), z.array(transferStateSchema)),
  /** Shows a written file in the system's file manager. */
  'transfer.reveal': procedure(z.object({ transferId }), z.void()),
  'captures.choose': procedure(z.void(), chosen),
  'captures.open': procedure(z.object({ path }), openCaptureSchema),
  'captures.close': procedure(z.object({ captureId }), z.void()),
  'captures.list': procedure(z.void(), z.array(openCaptureSchema)),
};
