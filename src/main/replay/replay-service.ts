import { StreamscopeError } from '../../shared/contract/errors.ts';
import type { ReplayJob } from '../../shared/contract/schemas/history.ts';
import type { OutgoingMessage, PublishTarget, Receipt } from '../../shared/contract/schemas/publish.ts';
import { replayPlanSchema } from '../../shared/contract/schemas/replay.ts';
import type { ReplayPlan, ReplayState } from '../../shared/contract/schemas/replay.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { isStreamOrPartition } from '../../shared/domain/stream-name.ts';
import type { ReplayStep, Store } from '../store/store.ts';
import { createGate } from './gate.ts';
import type { Gate } from './gate.ts';
import { runReplay } from './replay-run.ts';
import { rowIdsOf } from '../store/selected-rows.ts';
import { createStepRecorder } from './step-recorder.ts';

/** Jobs told to windows: the newest ones. */
export const jobsListed = 100;
/** Progress is pushed at most this often, in milliseconds. */
export const progressEveryMs = 100;

export interface ReplayService {
  start(plan: ReplayPlan): Promise<ReplayState>;
  pause(replayId: string): Promise<void>;
  /** Goes on with a paused job, or with one that a crash or restart interrupted. */
  resume(replayId: string): Promise<void>;
  cancel(replayId: string): Promise<void>;
  /** Ends the jobs that publish to one stream or to its partitions. */
  cancelInto(connectionId: string, fullName: string): Promise<void>;
  list(): Promise<ReplayState[]>;
  /** Pauses every running job and waits until its answers are written. */
  stop(): Promise<void>;
}

export interface ReplayOptions {
  readonly store: Store;
  readonly publish: (target: PublishTarget, message: OutgoingMessage) => Promise<Receipt>;
  readonly clock: Clock;
  readonly onChange: (state: ReplayState) => void;
  readonly onProblem: (words: string, thrown: unknown) => void;
}

interface Running {
  state: ReplayState;
  readonly gate: Gate;
  finished: Promise<void>;
  reportCancel: (() => void) | undefined;
}

export function createReplayService(options: ReplayOptions): ReplayService {
  const { store, clock } = options;
  const running = new Map<string, Running>();

  const report = (run: Running): void => {
    run.reportCancel ??= clock.after(progressEveryMs, () => {
      run.reportCancel = undefined;
      options.onChange(run.state);
    });
  };

  function launch(job: ReplayJob, plan: ReplayPlan): ReplayState {
    const gate = createGate(clock);
    const run: Running = {
      state: stateOf(job, plan, 'running'),
      gate,
      finished: Promise.resolve(),
      reportCancel: undefined,
    };
    running.set(run.state.replayId, run);
    run.finished = carryOut(job, plan, run);
    return run.state;
  }

  async function carryOut(job: ReplayJob, plan: ReplayPlan, run: Running): Promise<void> {
    const write = (steps: readonly ReplayStep[]): Promise<ReplayJob> =>
      store.recordReplaySteps(job.jobId, steps);
    const recorder = createStepRecorder(write, clock.after, (thrown) => {
      options.onProblem('The progress of a replay could not be written', thrown);
    });
    const end = await runReplay({
      plan,
      total: job.total,
      gate: run.gate,
      now: () => clock.now(),
      items: (from, count) => store.replayItems(job.jobId, from, count),
      message: (rowId) => store.message(rowId),
      publish: (message) => options.publish(plan.target, message),
      markSent: write,
      onAnswer: (step) => {
        run.state = counted(run.state, step);
        recorder.add(step);
        report(run);
      },
    }).catch((thrown: unknown) => ({
      kind: 'failed' as const,
      error: new StreamscopeError('INTERNAL', 'The replay failed.', { cause: thrown }).toReport(),
    }));
    await recorder.flush();
    run.reportCancel?.();
    running.delete(run.state.replayId);
    const phase = end.kind === 'ended' ? 'cancelled' : end.kind;
    await store.setReplayJobState(job.jobId, phase);
    run.state = {
      ...run.state,
      phase,
      finishedAt: clock.now(),
      ...(end.kind === 'failed' ? { error: end.error } : {}),
    };
    options.onChange(run.state);
  }

  const find = (replayId: string): Running => {
    const run = running.get(replayId);
    if (run === undefined) throw new StreamscopeError('NOT_FOUND', 'This replay has ended already.');
    return run;
  };

  const setPhase = async (run: Running, phase: 'running' | 'paused'): Promise<void> => {
    run.state = { ...run.state, phase };
    await store.setReplayJobState(Number(run.state.replayId), phase);
    options.onChange(run.state);
  };

  return {
    async start(plan) {
      const rowIds = await rowIdsOf(store, plan.streamId, plan.ranges);
      if (rowIds.length === 0)
        throw new StreamscopeError(
          'NOT_FOUND',
          'None of the chosen messages is in history any more. Nothing was sent.',
        );
      const title = `${String(rowIds.length)} messages to ${plan.target.fullName}`;
      const job = await store.createReplayJob({ title, plan: JSON.stringify(plan), rowIds });
      const state = launch(job, plan);
      options.onChange(state);
      return state;
    },
    async pause(replayId) {
      const run = find(replayId);
      run.gate.pause();
      await setPhase(run, 'paused');
    },
    async resume(replayId) {
      const run = running.get(replayId);
      if (run !== undefined) {
        run.gate.resume();
        await setPhase(run, 'running');
        return;
      }
      const job = (await store.replayJobs()).find(({ jobId }) => String(jobId) === replayId);
      if (job === undefined)
        throw new StreamscopeError('NOT_FOUND', 'This replay is not in history any more.');
      const plan = planOf(job);
      await store.setReplayJobState(job.jobId, 'running');
      options.onChange(launch(job, plan));
    },
    async cancel(replayId) {
      const run = find(replayId);
      run.gate.end();
      await run.finished;
    },
    async cancelInto(connectionId, fullName) {
      const into = [...running.values()].filter(
        ({ state: { plan } }) =>
          plan.target.connectionId === connectionId && isStreamOrPartition(plan.target.fullName, fullName),
      );
      for (const { gate } of into) gate.end();
      await Promise.all(into.map(({ finished }) => finished));
    },
    async list() {
      const stored = (await store.replayJobs()).slice(0, jobsListed);
      return stored.map((job) => {
        const live = running.get(String(job.jobId));
        if (live !== undefined) return live.state;
        return stateOf(
          job,
          planOf(job),
          job.state === 'running' || job.state === 'paused' ? 'interrupted' : job.state,
        );
      });
    },
    async stop() {
      const runs = [...running.values()];
      for (const run of runs) run.gate.end();
      await Promise.all(runs.map(({ finished }) => finished));
      // Ended by the app's end, not by the user: they can be resumed.
      await Promise.all(runs.map(({ state }) => store.setReplayJobState(Number(state.replayId), 'paused')));
    },
  };
}

const planOf = (job: ReplayJob): ReplayPlan => replayPlanSchema.parse(JSON.parse(job.plan));

function stateOf(job: ReplayJob, plan: ReplayPlan, phase: ReplayState['phase']): ReplayState {
  return {
    replayId: String(job.jobId),
    plan,
    phase,
    total: job.total,
    confirmed: job.confirmed,
    refused: job.refused,
    unknown: job.unknown,
    startedAt: job.createdAt,
  };
}

function counted(state: ReplayState, step: ReplayStep): ReplayState {
  if (step.state !== 'confirmed' && step.state !== 'refused' && step.state !== 'unknown') return state;
  return { ...state, [step.state]: state[step.state] + 1 };
}
