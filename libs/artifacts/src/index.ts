export { ArtifactStore } from './artifact-store';
export {
  ArtifactAmbiguous,
  ArtifactNameInvalid,
  ArtifactsMissing,
  ChecksumMismatch,
  ChecksumUnreadable,
  InputDamaged,
  InputMissing,
  ManifestDamaged,
  StorePlaceInvalid,
} from './errors';
export { checkArtifacts, findArtifact } from './find-artifact';
export { isAlive } from './is-alive';
export { setAside } from './set-aside';
export { MANIFEST, readManifest, type Artifact, type Manifest } from './manifest';
export { OutputFolder } from './output-folder';
export { OWNER_VARIABLE, STORE_VARIABLE, storePlace, type StorePlace } from './store-place';
export { checkFileName, checkPatterns } from './artifact-names';
export { matches, type ArtifactPattern } from './pattern';
export { writeFileFrom, type Written } from './write-file';
