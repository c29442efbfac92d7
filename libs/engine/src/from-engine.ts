import { fromSystem, HypriotkitError, Interrupted } from '@hypriotkit/core';
import { EngineRequestFailed, NoSpaceOnEngine, saysNoSpace } from './errors';

/** The error that dockerode throws when the engine answers with an unexpected status. */
interface StatusError {
  statusCode: number;
  json?: { message?: string } | null;
}

export function statusOf(error: unknown): number | undefined {
  const status = (error as Partial<StatusError> | undefined)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/** Returns the engine's own message, without dockerode's additions. */
export function reasonOf(error: unknown): string {
  const told = (error as Partial<StatusError> | undefined)?.json?.message;
  if (typeof told === 'string' && told !== '') return told.trim();
  const message = error instanceof Error ? error.message : String(error);
  // What docker-modem makes of an answer that is JSON without a message.
  return message.replace(/^\(HTTP code \d+\) [^-]* - (\[object Object\] *$)?/, '').trim();
}

/** Converts an error of a request to the engine to one of ours. `what` begins a sentence: "Removing ...". */
export function fromEngine(what: string, error: unknown, signal?: AbortSignal): HypriotkitError {
  if (error instanceof HypriotkitError) return error;
  if (signal?.aborted) return new Interrupted(what, error);
  // An error of this machine's own files is not the engine's, least of all a full disk.
  const known = statusOf(error) === undefined ? fromSystem(what, error) : error;
  if (known instanceof HypriotkitError) return known;
  const reason = reasonOf(error);
  if (saysNoSpace(reason)) return new NoSpaceOnEngine(what, error);
  const status = statusOf(error);
  return new EngineRequestFailed(what, reason || `the engine answers ${status} without a reason`, status, error);
}
