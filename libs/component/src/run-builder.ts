import { setTimeout as sleep } from 'node:timers/promises';
import type { HypriotkitError } from '@hypriotkit/core';
import {
  authFileFor,
  engineInfo,
  ensureVolume,
  makeDirectory,
  ownerLabels,
  putFiles,
  putText,
  withContainer,
  type Container,
  type ContainerSpec,
  type InputFile,
  type InputPlace,
} from '@hypriotkit/engine';
import { putAptProxy, snapshotOf } from './apt-proxy';
import type { BuilderImage } from './builder-image';
import { ContainerFailed, RunTimedOut } from './errors';
import { putLock, refusalOf } from './lock/in-container';
import type { PreparedRun } from './prepare-run';
import { accessFor, inWords } from './privileges';
import { putUserFiles } from './put-user-files';
import type { RunRequest } from './request';
import type { Tools } from './tools';

const CACHE_FOLDER = '/cache';
const OWNER = 'hypriotkit';
/**
 * Credentials for the builder's registries. This file is in no volume and no image, and vanishes with the container.
 */
const AUTH_FILE = '/run/hypriotkit/auth.json';

/** Time that a container gets, after its time limit, to end by itself and write its reports. */
const GRACE_SECONDS = 10;

/** What to do with a container that has ended, before it is removed. */
export interface Ending {
  /** Called when the exit code was 0. */
  collect?: (container: Container) => Promise<void>;
  /** Called however the container ended. */
  salvage?: (container: Container) => Promise<void>;
  /** Time limit in seconds. */
  timeoutSeconds?: number;
}

/** How a container is to differ from that of any build. */
export interface Surroundings {
  /** Returns the container's options from the usual ones. */
  vary(spec: ContainerSpec): ContainerSpec;
  /** Called before the container starts. */
  prepare(container: Container): Promise<void>;
}

/** Runs a container: copies inputs in and logs its lines. An exit code other than 0 is an error with the last lines. */
export async function runBuilder(
  request: RunRequest,
  run: PreparedRun,
  { image, id: imageId }: Pick<BuilderImage, 'image' | 'id'>,
  tools: Tools,
  { collect, salvage, timeoutSeconds }: Ending = {},
  surroundings?: Surroundings,
): Promise<void> {
  const { engine, log } = tools;
  const volumes = await cacheVolume();
  const auth = await authFileFor(engine, request.fetchedImages ?? []);
  log.masker.hide(auth?.secrets ?? []);
  const common = await commonSpec(request, run.environment, tools);
  if (request.privileges) {
    const from = request.builder.repository?.url ?? request.builder.folder;
    const given = inWords(request.privileges);
    log.warn(`the builder from ${from} gets ${given}, because it was written for that; --privileges=none refuses it`);
  }
  const left = run.leftToDockerfile.join(', ');
  if (left) log.note(`not passed, because the builder does not know such values; its Dockerfile's hold: ${left}`);

  const spec: ContainerSpec = {
    ...common,
    image,
    imageId,
    command: run.command,
    volumes,
    access: accessFor(request, await engineInfo(engine)),
  };
  await withContainer(engine, surroundings?.vary(spec) ?? spec, async (container) => {
    if (request.limits?.network !== 'none') await putAptProxy(container, request.builder);
    await makeDirectory(container, request.workspace);
    await putFiles(container, request.workspace, inputFiles(run));
    await putUserFiles(container, request.workspace, run.files, request.sourceDateEpoch);
    await putLock(container, request.lock, snapshotOf(request.builder));
    if (auth) await putText(container, AUTH_FILE, auth.text, 0o600);
    await surroundings?.prepare(container);
    await container.start();
    const failure = await endOf(container);
    await salvage?.(container).catch((error: Error) => {
      if (!failure) throw error;
      log.warn(error.message);
    });
    if (failure) throw (await refusalOf(container, request.lock)) ?? failure;
    await collect?.(container);
  });

  /** Waits for the end of the container. Returns the error if it failed or timed out. */
  async function endOf(container: Container): Promise<HypriotkitError | undefined> {
    const ended = container.wait();
    if (timeoutSeconds !== undefined && !(await isSettledWithin(ended, timeoutSeconds))) {
      log.step(`Stopping the container, which has run for ${timeoutSeconds} s`);
      await container.stop(GRACE_SECONDS);
      await ended;
      return new RunTimedOut('The container', timeoutSeconds, log.tail());
    }
    const { exitCode, outOfMemory } = await ended;
    return exitCode === 0 ? undefined : new ContainerFailed(exitCode, outOfMemory, log.tail(), request.limits);
  }

  async function cacheVolume(): Promise<Record<string, string>> {
    if (!request.cache || request.fresh) return {};
    const name = `hypriotkit-cache-${request.cacheName ?? request.component}`;
    await ensureVolume(engine, name);
    return { [name]: CACHE_FOLDER };
  }
}

async function isSettledWithin(promise: Promise<unknown>, seconds: number): Promise<boolean> {
  const over = new AbortController();
  const time = sleep(seconds * 1000, false, { signal: over.signal }).catch(() => true);
  return Promise.race([promise.then(() => true), time]).finally(() => over.abort());
}

/** The options common to all containers of a component. */
export async function commonSpec(
  request: RunRequest,
  environment: Record<string, string>,
  { engine, log, signal }: Tools,
): Promise<Pick<ContainerSpec, 'env' | 'labels' | 'signal' | 'log' | 'masker' | 'onLine'>> {
  const { cpus } = await engineInfo(engine);
  const env = {
    ...environment,
    SOURCE_DATE_EPOCH: String(request.sourceDateEpoch),
    HYPRIOTKIT_JOBS: String(cpus),
  };
  const labels = ownerLabels({ project: OWNER, task: request.component });
  return { env, labels, signal, log, masker: log.masker, onLine: (_, line) => log.line(line) };
}

/** The input artifacts, each with its `.sha256`. */
function inputFiles({ inputs }: PreparedRun) {
  return inputs.flatMap(({ file, path, sha256 }): (InputFile | InputPlace)[] => [
    { name: file, source: path, sha256 },
    { name: `${file}.sha256`, kind: 'text', text: `${sha256}  ${file}\n` },
  ]);
}
