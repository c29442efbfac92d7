import { LineSplitter } from '../containers/lines';

/** A progress message of a build or pull. The engine sends one JSON object in each line. */
export interface EngineEvent {
  /** Output of a build. It may end in the middle of a line. */
  stream?: string;
  /** State of the layer `id` in a pull. */
  status?: string;
  id?: string;
  /** The image that was built. */
  aux?: { ID?: string };
  /** Set if it failed. The HTTP status is 200 even then. */
  error?: string;
  errorDetail?: { message?: string; code?: number };
}

/** Parses the events in an answer. The caller must check each for `error`. */
export async function* engineEvents(answer: AsyncIterable<Buffer>): AsyncGenerator<EngineEvent> {
  const splitter = new LineSplitter(Number.POSITIVE_INFINITY);
  for await (const chunk of answer) {
    for (const line of splitter.take(chunk)) if (line !== '') yield JSON.parse(line) as EngineEvent;
  }
  for (const line of splitter.end()) yield JSON.parse(line) as EngineEvent;
}

export const failureOf = (event: EngineEvent): string | undefined => event.errorDetail?.message ?? event.error;
