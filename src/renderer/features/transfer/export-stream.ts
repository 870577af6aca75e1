import type { AppState } from '../../state/app-state.svelte.ts';
import type { StreamHistory } from '../../../shared/contract/schemas/history.ts';

/** Offers all that is stored of one stream. */
export function exportStream(app: AppState, { streamId, title }: StreamHistory): void {
  app.dialogs.open({ kind: 'export', streamId, name: title, selection: undefined, filter: undefined });
}
