/** What features/publish owns: the composer. This file: where it publishes to, and sending with the guard asked first. */
import type { AppState } from '../../state/app-state.svelte.ts';
import type { StreamPlace } from '../../state/stream-place.ts';
import { maxFrameBytes } from '../../state/producer-frame-size.ts';

/** The stream asked for, else that of the tab in front. */
export function publishTargetOf(app: AppState): StreamPlace | undefined {
  return app.publishTarget ?? app.tabs.active;
}

/** Why nothing can be sent now, in words; undefined when it can. */
export function whyNotPublish(app: AppState): string | undefined {
  const target = publishTargetOf(app);
  if (target === undefined) return 'Open a stream first';
  if (!app.connections.isOnline(target.connectionId)) return 'Connect first';
  if (app.draft.frameBytes > maxFrameBytes) return 'Too large for one frame';
  return undefined;
}

export function publish(app: AppState): void {
  const target = publishTargetOf(app);
  if (target === undefined || whyNotPublish(app) !== undefined || app.draft.isSending) return;
  const { connectionId, fullName, name } = target;
  if (!app.profiles.isGuarded(connectionId)) {
    void app.draft.send({ connectionId, fullName });
    return;
  }
  app.dialogs.open({
    kind: 'confirmName',
    title: 'Publish on a guarded connection',
    name,
    consequences: [`One message is added to “${name}”; every subscription of it will receive it.`],
    confirmLabel: 'Publish',
    onconfirm: () => {
      void app.draft.send({ connectionId, fullName, typedName: name });
    },
  });
}
