import {
  engineInfo,
  ensureVolume,
  makeDirectory,
  ownerLabels,
  putFiles,
  withContainer,
  type Container,
  type ContainerSpec,
} from '@hypriotkit/engine';
import { BuilderFailed } from './errors';
import type { PreparedRun } from './prepare-run';
import { hostAccess, inWords } from './privileges';
import { putUserFiles } from './put-user-files';
import type { RunRequest } from './request';
import type { Tools } from './tools';

const CACHE_FOLDER = '/cache';
const OWNER = 'hypriotkit';

/**
 * Runs a container: inputs in, its lines to the log, exit code 0 or an error with its last words. `collect` is called
 * while the ended container is still there.
 */
export async function runBuilder(
  request: RunRequest,
  run: PreparedRun,
  image: string,
  tools: Tools,
  collect: (container: Container) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { engine, log } = tools;
  const volumes = await cacheVolume();
  const common = await commonSpec(request, run.environment, tools);
  const onLine = (_: string, line: string) => log.line(line);
  if (request.privileges) {
    const from = request.builder.repository?.url ?? request.builder.folder;
    const given = inWords(request.privileges);
    log.warn(`the builder from ${from} is given ${given}: it was written for that; --privileges=none refuses it`);
  }

  await withContainer(
    engine,
    {
      ...common,
      image,
      command: run.command,
      volumes,
      access: request.privileges && hostAccess(request.privileges),
      onLine,
    },
    async (container) => {
      await makeDirectory(container, request.workspace);
      await putFiles(container, request.workspace, inputFiles(run));
      await putUserFiles(container, request.workspace, request.files, request.sourceDateEpoch);
      await container.start();
      const { exitCode, outOfMemory } = await container.wait();
      if (exitCode !== 0) throw new BuilderFailed(exitCode, outOfMemory, log.tail());
      await collect(container);
    },
  );

  async function cacheVolume(): Promise<Record<string, string>> {
    if (!request.cache || request.fresh) return {};
    const name = `hypriotkit-cache-${request.component}`;
    await ensureVolume(engine, name);
    return { [name]: CACHE_FOLDER };
  }
}

/** What every container of a component has in common: what its environment says, whose it is, what ends it. */
export async function commonSpec(
  request: RunRequest,
  environment: Record<string, string>,
  { engine, log, signal }: Tools,
): Promise<Pick<ContainerSpec, 'env' | 'labels' | 'signal' | 'log'>> {
  const { cpus } = await engineInfo(engine);
  const env = {
    ...environment,
    SOURCE_DATE_EPOCH: String(request.sourceDateEpoch),
    HYPRIOTKIT_JOBS: String(cpus),
  };
  return { env, labels: ownerLabels({ project: OWNER, task: request.component }), signal, log };
}

/** The artifacts with their checksums beside them, as builders find them. */
function inputFiles({ inputs }: PreparedRun) {
  return inputs.flatMap(({ file, path }) => [
    { name: file, source: path },
    { name: `${file}.sha256`, source: `${path}.sha256` },
  ]);
}
