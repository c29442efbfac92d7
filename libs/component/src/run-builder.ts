import { engineInfo, ensureVolume, ownerLabels, putFiles, withContainer, type Container } from '@hypriotkit/engine';
import { BuilderFailed } from './errors';
import type { PreparedRun } from './prepare-run';
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
  { engine, log, signal }: Tools,
  collect: (container: Container) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const volumes = await cacheVolume();
  const { cpus } = await engineInfo(engine);
  const env = {
    ...run.environment,
    SOURCE_DATE_EPOCH: String(request.sourceDateEpoch),
    HYPRIOTKIT_JOBS: String(cpus),
  };
  const labels = ownerLabels({ project: OWNER, task: request.component });
  const onLine = (_: string, line: string) => log.line(line);

  await withContainer(
    engine,
    { image, command: run.command, env, labels, volumes, signal, onLine, log },
    async (container) => {
      await putFiles(container, request.workspace, inputFiles(run));
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

/** The artifacts with their checksums beside them, as builders find them. */
function inputFiles({ inputs }: PreparedRun) {
  return inputs.flatMap(({ file, path }) => [
    { name: file, source: path },
    { name: `${file}.sha256`, source: `${path}.sha256` },
  ]);
}
