import type { Engine } from '../connection/engine';
import { dockerOf } from '../connection/engine';
import { fromEngine, statusOf } from '../from-engine';

export interface ImageInfo {
  /** sha256:... */
  id: string;
  tags: string[];
  labels: Record<string, string>;
  os: string;
  /** In Docker's names: amd64, arm64, arm. */
  architecture: string;
  /** Of the architecture, such as v7; empty if the image does not say. */
  variant: string;
  /** What the engine does first in every build that starts from it: ONBUILD. */
  triggers: string[];
}

/** What the engine knows of an image; undefined if it has none of that name or id. */
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
    };
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw fromEngine(`Looking for the image ${reference}`, error);
  }
}

/** What the steps were that an image was made by, the last first, as the engine writes them down. */
export async function imageHistory(engine: Engine, id: string): Promise<string[]> {
  try {
    const layers = (await dockerOf(engine).getImage(id).history()) as { CreatedBy?: string }[];
    return layers.map(({ CreatedBy = '' }) => CreatedBy);
  } catch (error) {
    throw fromEngine(`Looking how the image ${id} was made`, error);
  }
}

export async function imageExists(engine: Engine, reference: string): Promise<boolean> {
  return (await inspectImage(engine, reference)) !== undefined;
}
