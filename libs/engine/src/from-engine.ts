import { fromSystem, HypriotkitError, Interrupted } from '@hypriotkit/core';
import { EngineRequestFailed, NoSpaceOnEngine, saysNoSpace } from './errors';

/** What dockerode throws when the engine answers with a status other than the expected ones. */
interface StatusError {
  statusCode: number;
  json?: { message?: string } | null;
}

export function statusOf(error: unknown): number | undefined {
  const status = (error as Partial<StatusError> | undefined)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/** The engine's own words, without what dockerode puts around them. */
export function reasonOf(error: unknown): string {
  const told = (error as Partial<StatusError> | undefined)?.json?.message;
  if (typeof told === 'string' && told !== '') return told.trim();
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^\(HTTP code \d+\) [^-]* - /, '').trim();
}

/** Makes one of our errors of whatever came out of a request to the engine. `what` begins a sentence: "Removing ...". */
export function fromEngine(what: string, error: unknown, signal?: AbortSignal): HypriotkitError {
  if (error instanceof HypriotkitError) return error;
  if (signal?.aborted) return new Interrupted(what, error);
  // What this machine's own files refuse is not the engine's matter, least of all a full disk.
  const known = statusOf(error) === undefined ? fromSystem(what, error) : error;
  if (known instanceof HypriotkitError) return known;
  const reason = reasonOf(error);
  if (saysNoSpace(reason)) return new NoSpaceOnEngine(what, error);
  return new EngineRequestFailed(what, reason, statusOf(error), error);
}
