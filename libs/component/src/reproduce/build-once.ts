import type { BuiltManifest, OutputFolder } from '@hypriotkit/artifacts';
import { engineInfo, type Container } from '@hypriotkit/engine';
import type { BuilderImage } from '../builder-image';
import { collectArtifacts, describeArtifacts } from '../collect';
import { manifestOf } from '../manifest-of';
import type { PreparedBuild } from '../prepare-build';
import { provenanceOf } from '../provenance';
import type { BuildRequest } from '../request';
import { runBuilder, type Surroundings } from '../run-builder';
import type { Tools } from '../tools';
import { version } from '../version';
import { whileMirrorsChange } from '../while-mirrors-change';
import { writeBeside } from '../write-beside';

/**
 * Runs the builder without any cache. The output gets what a build leaves: the artifacts, what is beside them, and the manifest with
 * `commit`.
 *
 * @returns the manifest
 */
export async function buildOnce(
  request: BuildRequest,
  { run, patterns }: PreparedBuild,
  builder: BuilderImage,
  output: OutputFolder,
  tools: Tools,
  surroundings?: Surroundings,
): Promise<BuiltManifest> {
  const { log } = tools;
  const uncached = { ...request, cache: false };
  const collect = (container: Container) => collectArtifacts(container, request, patterns, run.inputs, output, log);
  await whileMirrorsChange(tools, () => runBuilder(uncached, run, builder, tools, { collect }, surroundings));
  const artifacts = await describeArtifacts(patterns, run.inputs, output, log.masker);
  const notes = log.notes();
  const manifest = { ...manifestOf(request, builder), artifacts, ...(notes.length > 0 && { notes }) };
  const { architecture } = await engineInfo(tools.engine);
  return writeBeside(
    { manifest, provenance: provenanceOf(request, run, { builder, version: version(), architecture }) },
    output,
  );
}
