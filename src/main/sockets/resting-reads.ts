/**
 * Reading in steps while nobody looks: each wake of the process costs far more than the frame it was woken for, so a
 * slow stream is read five times a second, all that came meanwhile at once. Nothing is kept from anyone but its moment:
 * what is not read yet waits in the system's buffers, and a stream that is not slow is read as it comes.
 */
import type { Clock } from '../../shared/domain/clock.ts';
import { kibibyte, second } from '../../shared/domain/units.ts';
import type { Connection, OpenWebSocket } from './web-socket-port.ts';

/** Between two looks at a slow stream. */
export const restMs = 200;
/** More than this found in one look is no slow stream: it is read without rests for a while. */
export const slowFrames = 64;
export const slowBytes = 32 * kibibyte;
/** A service that sends fewer messages than this without an answer would stand still in a rest. */
export const leastRestingWindow = 4 * slowFrames;
/** How long, and how often it is asked whether someone looks. */
export const readOnMs = second;

/** @param isWatched whether someone looks; what they look at is then read as it comes */
export function withRestingReads(open: OpenWebSocket, clock: Clock, isWatched: () => boolean): OpenWebSocket {
  return (request, events) => {
    let isHeld = false;
    let frames = 0;
    let bytes = 0;
    let readOnUntil = 0;
    let cancelRest: (() => void) | undefined;

    const endRest = (): void => {
      if (cancelRest === undefined) return;
      cancelRest();
      cancelRest = undefined;
      if (!isHeld) connection.resume();
    };

    const rest = (): void => {
      frames = 0;
      bytes = 0;
      connection.pause();
      cancelRest = clock.after(restMs, endRest);
    };

    /** The frames read together with the first one are told all the same. */
    const heard = (size: number): void => {
      if (cancelRest === undefined) {
        const now = clock.now();
        if (isHeld || now < readOnUntil) return;
        if (isWatched()) readOnUntil = now + readOnMs;
        else rest();
      }
      frames += 1;
      bytes += size;
      if (cancelRest === undefined || (frames <= slowFrames && bytes <= slowBytes)) return;
      readOnUntil = clock.now() + readOnMs;
      endRest();
    };

    const connection: Connection = open(request, {
      ...events,
      onMessage: (data) => {
        heard(data.length);
        events.onMessage(data);
      },
      onClose: (code, reason) => {
        isHeld = true;
        endRest();
        events.onClose(code, reason);
      },
    });

    return {
      get bufferedBytes() {
        return connection.bufferedBytes;
      },
      send: (frame) => connection.send(frame),
      batch: (send) => connection.batch(send),
      ping: () => connection.ping(),
      pause: () => {
        isHeld = true;
        connection.pause();
      },
      resume: () => {
        isHeld = false;
        if (cancelRest === undefined) connection.resume();
        else endRest();
      },
      close: (code, reason) => connection.close(code, reason),
      terminate: () => connection.terminate(),
    };
  };
}
