// Finding the engine
export { connect } from './connection/connect';
export { checkAddress } from './connection/address';
export { HOST_VARIABLE } from './connection/strategies/docker-host';
export { ENGINE_VARIABLE } from './connection/strategies/named-engine';
export type { Engine } from './connection/engine';
export type { Attempt } from './connection/candidate';
export { engineInfo, engineTime, type EngineInfo } from './info/engine-info';
export { withEngineLock } from './info/engine-lock';
export { engineSite, unreachableInContainer } from './info/engine-site';
export { ownContainer } from './info/own-container';

// Images
export { imageExists, inspectImage } from './images/inspect-image';
export type { ImageInfo } from './images/inspect-image';
export { contextDigest } from './images/context-digest';
export { emptyImage } from './images/empty-image';
export { ensureBuilder } from './images/ensure-builder';
export { imageForPlatform } from './images/image-for-platform';
export type { KnownImage } from './images/pinned-images';
export { pullImage } from './images/pull-image';
export { removeImage } from './images/remove-image';
export { isImageId } from './images/dockerfile-images';
export { isImageReference } from './registry/image-reference';
export { authFileFor } from './registry/auth-file';

// Containers
export { withContainer } from './containers/with-container';
export { runContainer } from './containers/run-container';
export { listContainers, removeContainer, type ListedContainer } from './containers/containers';
export type { Container } from './containers/container';
export type { ContainerResult, ContainerSpec, HostAccess, LineSink } from './containers/container-spec';
export type { StreamName } from './containers/multiplexed';

// Files in and out of containers
export {
  makeDirectory,
  packFiles,
  putFiles,
  putText,
  type InputFile,
  type InputPlace,
  type FileOwner,
} from './archives/put-files';
export { getFile } from './archives/get-file';
export { readTree, TreeTooLarge } from './archives/read-tree';
export type { TreeEntry } from './archives/read-tree';
export { getFiles } from './archives/get-files';
export { readArchive } from './archives/read-archive';

// Jobs on the nodes of a swarm
export { managesSwarm, swarmNodes, SWARM_ARCHITECTURES, type SwarmNode } from './swarm/nodes';
export { runJob } from './swarm/run-job';
export { sweepJobs } from './swarm/sweep-jobs';
export type { JobEnd, JobSpec } from './swarm/job-spec';

// Volumes
export {
  ensureVolume,
  removeVolume,
  volumeExists,
  listVolumes,
  isVolumeName,
  type ListedVolume,
} from './volumes/volumes';

// Leftovers of dead processes
export * from './leftovers/labels';
export { processStart, stillRuns } from './leftovers/process-identity';
export { thisHost } from './leftovers/this-host';
export { ownerLabels } from './leftovers/owner-labels';
export { CONTAINER_VARIABLE } from './leftovers/container-identity';
export { sweepLeftovers } from './leftovers/sweep-leftovers';

// Errors
export {
  BuildContextInvalid,
  ContentChanged,
  EngineAddressInvalid,
  EngineRequestFailed,
  EngineUnreachable,
  ImageBuildFailed,
  ImageNotFound,
  ImagePullFailed,
  NoSpaceOnEngine,
  NotAFile,
  PathNotFound,
  RegistryAuthFailed,
  TransferFailed,
} from './errors';
