import type { Logger, Masker } from '@hypriotkit/core';
import type { LineSink } from '../containers/container-spec';
import type { SwarmNode } from './nodes';

/** A container that runs once, to its end, on some node of a swarm. */
export interface JobSpec {
  /** Unique in the swarm. */
  name: string;
  image: string;
  env: Record<string, string>;
  labels: Record<string, string>;
  /** Paths of the node, by their paths in the container. */
  hostPaths: Record<string, string>;
  /** A text that only the swarm's managers and the container see, and where the container finds it. */
  secret: { path: string; text: string };
  /** What the node has to be, as the swarm names it: x86_64. */
  architecture?: string;
  /** Time between SIGTERM and SIGKILL if the job is removed before its end. */
  stopSeconds: number;
  /** Receives each line of its output. */
  onLine?: LineSink;
  masker?: Masker;
  /** Is told each time that its place changes. */
  onNode?: (node: SwarmNode) => void;
  /** Is told why it cannot begin. */
  onWait?: (reason: string) => void;
  signal?: AbortSignal;
  log?: Logger;
}

/** How a job ended. */
export type JobEnd =
  | { kind: 'done'; node: string }
  /** The program ended by itself, with this exit code. */
  | { kind: 'failed'; node: string; exitCode: number }
  /** Its node died, or could not run it to its end. */
  | { kind: 'lost'; node: string; reason: string };
