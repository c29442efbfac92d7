export { ArtifactStore } from './artifact-store';
export { ArtifactAmbiguous, ArtifactsMissing, ChecksumMismatch, DiskFull, InputMissing } from './errors';
export { findArtifact } from './find-artifact';
export { readManifest, type Artifact, type Manifest } from './manifest';
export { OutputFolder, type Written } from './output-folder';
export { matches, type ArtifactPattern } from './pattern';
