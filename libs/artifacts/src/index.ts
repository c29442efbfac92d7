export { ArtifactStore } from './artifact-store';
export { ArtifactAmbiguous, ArtifactsMissing, ChecksumMismatch, DiskFull, InputMissing } from './errors';
export { findArtifact } from './find-artifact';
export { isAlive } from './is-alive';
export { MANIFEST, readManifest, type Artifact, type Manifest } from './manifest';
export { OutputFolder } from './output-folder';
export { matches, type ArtifactPattern } from './pattern';
export { writeFileFrom, type Written } from './write-file';
