import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { fromEngine, statusOf } from '../from-engine';

export interface ImageInfo {
  /** Such as sha256:... */
  id: string;
  tags: string[];
  labels: Record<string, string>;
  os: string;
  /** Docker's name, such as amd64, arm64 or arm. */
  architecture: string;
  /** Variant of the architecture, such as v7. Empty if the image does not state one. */
  variant: string;
  /** ONBUILD instructions, which the engine runs first in every build that starts from the image. */
  triggers: string[];
  /** What its containers run: the entrypoint, and the command that is passed to it. Both may be empty. */
  entrypoint: string[];
  command: string[];
}

/** Returns what the engine knows of an image. Undefined if it has no image of this name or id. */
export async function inspectImage(engine: Engine, reference: string): Promise<ImageInfo | undefined> {
  try {
    const image = await dockerOf(engine).getImage(reference).inspect();
    return {
      id: image.Id,
      tags: image.RepoTags ?? [],
      labels: image.Config?.Labels ?? {},
      os: image.Os,
      architecture: image.Architecture,
      variant: (image as { Variant?: string }).Variant ?? '',
      triggers: (image.Config?.OnBuild as string[] | null | undefined) ?? [],
      entrypoint: [image.Config?.Entrypoint ?? []].flat(),
      command: image.Config?.Cmd ?? [],
    };
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw fromEngine(`Looking for the image ${reference}`, error);
  }
}

/** Returns the steps that created an image, newest first, as the engine records them. */
export async function imageHistory(engine: Engine, id: string): Promise<string[]> {
  try {
    const layers = (await dockerOf(engine).getImage(id).history()) as { CreatedBy?: string }[];
    return layers.map(({ CreatedBy = '' }) => CreatedBy);
  } catch (error) {
    throw fromEngine(`Reading the history of the image ${id}`, error);
  }
}

export async function imageExists(engine: Engine, reference: string): Promise<boolean> {
  return (await inspectImage(engine, reference)) !== undefined;
}
