import type { Decoded } from '../../../shared/contract/schemas/decoding.ts';
import type { PayloadView } from '../../state/inspector.svelte.ts';

/** The views that can show what came out of a payload, the usual one first. Bytes can always be shown. */
export function viewsFor(form: Decoded['form'], isImage: boolean): readonly PayloadView[] {
  if (form === 'json') return ['tree', 'text', 'hex'];
  if (form === 'text') return ['text', 'hex'];
  return isImage ? ['image', 'hex'] : ['hex'];
}
