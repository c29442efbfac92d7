import { join } from 'node:path';
import { ArtifactStore, OutputFolder, storePlace } from '@hypriotkit/artifacts';
import { buildKey } from '../build-key';
import { renewBuilderImage } from '../builder-image';
import { collectArtifacts, describeArtifacts } from '../collect';
import { NothingRecorded } from '../errors';
import { manifestOf } from '../manifest-of';
import { prepareBuild } from '../prepare-build';
import { findInputs } from '../prepare-run';
import type { BuildRequest } from '../request';
import { runBuilder } from '../run-builder';
import type { Tools } from '../tools';
import { version } from '../version';
import { whileMirrorsChange } from '../while-mirrors-change';
import type { Fetched } from '@hypriotkit/config';
import { fetchedIn } from './in-container';
import { toolsOf } from './tools';

/**
 * Builds a component from what there is now: without its lock, and without any cache, which would have what there was. The
 * store gets the result as that of a build that is locked to what this one has fetched. The component's artifacts stay as they are.
 *
 * @returns what the build has fetched
 * @throws NothingRecorded
 */
export async function buildAnew(request: BuildRequest, tools: Tools): Promise<Fetched> {
  const inputs = await findInputs(request, tools);
  const builder = await renewBuilderImage(request.builder, tools);
  const installed = await toolsOf(builder, tools);
  const { run, patterns } = await prepareBuild(request, inputs, builder, tools);
  await tools.checkUnchanged?.();
  const output = await OutputFolder.begin(join(request.artifactsRoot, `.${request.component}.update-lock`));
  try {
    let fetched: Fetched | undefined;
    const unlocked = { ...request, cache: false, lock: undefined };
    await whileMirrorsChange(tools, () =>
      runBuilder(unlocked, run, builder, tools, {
        collect: async (container) => {
          await collectArtifacts(container, request, patterns, run.inputs, output, tools.log);
          fetched = await fetchedIn(container, builder, installed);
        },
      }),
    );
    if (!fetched) throw new NothingRecorded(request.component);
    const artifacts = await describeArtifacts(patterns, run.inputs, output, tools.log.masker);
    const notes = tools.log.notes();
    const manifest = { ...manifestOf(request, builder), artifacts, ...(notes.length > 0 && { notes }), fetched };
    const store = new ArtifactStore(tools.engine, request.component, builder.id, tools.signal, storePlace());
    const key = buildKey({ ...request, lock: fetched }, run, patterns, builder.digest);
    await store.save(key, output, manifest, tools.log, version());
    return fetched;
  } finally {
    await output.discard();
  }
}
