import type Docker from 'dockerode';
import type { Readable } from 'node:stream';
import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { ContainerStartFailed, NoSpaceOnEngine, PathNotFound, saysNoSpace } from '../errors';
import { fromEngine, reasonOf, statusOf } from '../from-engine';
import type { Container } from './container';
import type { ContainerResult, ContainerSpec } from './container-spec';
import { followOutput } from './follow-output';
import { sendArchive } from './send-archive';
import { stopContainer } from './containers';

/** Implements Container with dockerode. */
export class EngineContainer implements Container {
  readonly id: string;
  private readonly engine: Engine;
  private readonly docker: Docker;
  private readonly handle: Docker.Container;
  private readonly spec: ContainerSpec;
  private output: Promise<void> | undefined;

  constructor(engine: Engine, id: string, spec: ContainerSpec) {
    this.id = id;
    this.engine = engine;
    this.docker = dockerOf(engine);
    this.handle = this.docker.getContainer(id);
    this.spec = spec;
  }

  async putArchive(directory: string, tar: Readable): Promise<void> {
    // Check first: an engine that rejects an upload midway may close the connection before its answer is read.
    if (!(await this.hasPath(directory))) {
      tar.destroy();
      throw new PathNotFound(directory);
    }
    await sendArchive(this.handle, directory, tar, this.spec.signal);
  }

  async getArchive(path: string): Promise<Readable> {
    try {
      return (await this.handle.getArchive({ path, ...this.abortable() })) as Readable;
    } catch (error) {
      const what = `Taking ${path} out of the container`;
      if (lacksPath(error)) throw new PathNotFound(path, error);
      throw fromEngine(what, error, this.spec.signal);
    }
  }

  async hasPath(path: string): Promise<boolean> {
    try {
      const head = (await this.handle.infoArchive({ path, ...this.abortable() })) as unknown as Readable;
      head.resume();
      return true;
    } catch (error) {
      if (lacksPath(error)) return false;
      // The answer to a HEAD request has no body, so it gives no reason.
      if (statusOf(error) === 500 && reasonOf(error).trim() === '') return this.givesArchive(path);
      throw fromEngine(`Looking for ${path} in the container`, error, this.spec.signal);
    }
  }

  private async givesArchive(path: string): Promise<boolean> {
    try {
      (await this.getArchive(path)).destroy();
      return true;
    } catch (error) {
      if (error instanceof PathNotFound) return false;
      throw error;
    }
  }

  async start(): Promise<void> {
    await this.listen();
    try {
      await this.handle.start(this.abortable());
    } catch (error) {
      const { image, signal } = this.spec;
      const reason = reasonOf(error);
      if (signal?.aborted || statusOf(error) === undefined) throw fromEngine('Starting the container', error, signal);
      if (saysNoSpace(reason)) throw new NoSpaceOnEngine('Starting the container', error);
      throw new ContainerStartFailed(image, reason, error);
    }
  }

  async wait(): Promise<ContainerResult> {
    if (this.output === undefined) throw new TypeError('Start the container before waiting for it');
    try {
      const [exitCode] = await Promise.all([this.exit(), this.output]);
      return { exitCode, outOfMemory: await this.ranOutOfMemory() };
    } catch (error) {
      throw fromEngine('Waiting for the container', error, this.spec.signal);
    }
  }

  stop(seconds: number): Promise<void> {
    return stopContainer(this.engine, this.id, seconds);
  }

  private async listen(): Promise<void> {
    const { signal } = this.spec;
    try {
      const options = { stream: true, stdout: true, stderr: true, ...this.abortable() };
      const source = (await this.handle.attach(options)) as unknown as Readable;
      this.output = followOutput(source, this.spec);
      // wait() reports a failure. Until then, it must not count as an unhandled rejection.
      this.output.catch(() => undefined);
    } catch (error) {
      throw fromEngine('Listening to the container', error, signal);
    }
  }

  private async exit(): Promise<number> {
    return ((await this.handle.wait(this.abortable())) as { StatusCode: number }).StatusCode;
  }

  private async ranOutOfMemory(): Promise<boolean> {
    return (await this.handle.inspect(this.abortable())).State.OOMKilled;
  }

  /** Returns a new object each time, because dockerode changes the options it receives. */
  private abortable(): { abortSignal?: AbortSignal } {
    return this.spec.signal === undefined ? {} : { abortSignal: this.spec.signal };
  }
}

/** Whether the engine says that a path does not exist. Below a file, it reports a file system error instead. */
const lacksPath = (error: unknown): boolean =>
  (statusOf(error) === 404 && !/no such container/i.test(reasonOf(error))) ||
  /\bnot a directory\b/i.test(reasonOf(error));
