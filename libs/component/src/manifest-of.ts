import type { BuiltManifest } from '@hypriotkit/artifacts';
import type { BuilderImage } from './builder-image';
import type { BuildRequest } from './request';

/** Returns the manifest of a component that its builder image makes, without artifacts. */
export const manifestOf = (
  { component, builder: { repository } }: BuildRequest,
  { image, digest }: BuilderImage,
): BuiltManifest => ({
  component,
  // If the builder is a folder of this machine, it has neither.
  builder: { image, digest, ...(repository && { repository: repository.url, commit: repository.commit }) },
  artifacts: [],
});
