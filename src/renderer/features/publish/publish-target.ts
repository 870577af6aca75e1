/** What features/publish owns: the composer. This file: where it publishes to, and sending with the guard asked first. */
import type { AppState } from '../../state/app-state.svelte.ts';
import type { StreamPlace } from '../../state/stream-place.ts';
import { formatCount } from '../../lib/format-number.ts';
import type { PublishTarget } from '../../../shared/contract/schemas/publish.ts';
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
  const { draft } = app;
  if (draft.run?.isRunning === true) return 'A run is under way';
  if (draft.templateErrors.length > 0) return 'Mend the generated values first';
  if (draft.times.problem !== undefined || draft.perSecond.problem !== undefined)
    return 'Mend how often and how fast first';
  if (draft.producer.hasProblem) return 'Mend the producer options first';
  if (draft.frameBytes > maxFrameBytes) return 'Too large for one frame';
  return undefined;
}

export function publish(app: AppState): void {
  const target = publishTargetOf(app);
  if (target === undefined || whyNotPublish(app) !== undefined || app.draft.isSending) return;
  const { connectionId, fullName, name } = target;
  if (!app.profiles.isGuarded(connectionId)) {
    send(app, { connectionId, fullName });
    return;
  }
  const amount = formatCount(app.draft.count, 'message is', 'messages are');
  app.dialogs.open({
    kind: 'confirmName',
    title: 'Publish on a guarded connection',
    name,
    consequences: [
      `${amount} added to “${name}”; every subscription of it will receive ${app.draft.count === 1 ? 'it' : 'them'}.`,
    ],
    confirmLabel: 'Publish',
    onconfirm: () => {
      send(app, { connectionId, fullName, typedName: name });
    },
  });
}

function send({ draft }: AppState, to: PublishTarget): void {
  const { options } = draft.producer;
  const target = options === undefined ? to : { ...to, options };
  if (draft.count > 1) draft.sendMany(target);
  else void draft.send(target);
}
