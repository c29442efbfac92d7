import { LineSplitter } from '../containers/lines';

/** What the engine tells while it builds or pulls: one JSON object in each line. */
export interface EngineEvent {
  /** Output of a build. It may end in the middle of a line. */
  stream?: string;
  /** State of a pull, of the layer `id`. */
  status?: string;
  id?: string;
  /** The image that was built. */
  aux?: { ID?: string };
  /** The end: it has failed. The status of the HTTP answer was 200 all the same. */
  error?: string;
  errorDetail?: { message?: string; code?: number };
}

/** Reads the events of an answer. Whoever takes them has to look for `error` in each. */
export async function* engineEvents(answer: AsyncIterable<Buffer>): AsyncGenerator<EngineEvent> {
  const splitter = new LineSplitter(Number.POSITIVE_INFINITY);
  for await (const chunk of answer) {
    for (const line of splitter.take(chunk)) if (line !== '') yield JSON.parse(line) as EngineEvent;
  }
  for (const line of splitter.end()) yield JSON.parse(line) as EngineEvent;
}

export const failureOf = (event: EngineEvent): string | undefined => event.errorDetail?.message ?? event.error;
