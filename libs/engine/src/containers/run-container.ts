import type { Readable } from 'node:stream';
import type { Engine } from '../connection/engine';
import type { ContainerResult, ContainerSpec } from './container-spec';
import { withContainer } from './with-container';

interface ContainerInput {
  /** An existing directory of the container. */
  path: string;
  /** A tar archive. */
  archive: Readable;
}

/** Runs a container from its inputs to its exit and removes it. A failing command is a result, not an error. */
export async function runContainer(
  engine: Engine,
  spec: ContainerSpec & { inputs?: ContainerInput[] },
): Promise<ContainerResult> {
  return withContainer(engine, spec, async (container) => {
    for (const { path, archive } of spec.inputs ?? []) await container.putArchive(path, archive);
    await container.start();
    return container.wait();
  });
}
