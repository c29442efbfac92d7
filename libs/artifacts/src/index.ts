export { ArtifactStore } from './store/artifact-store';
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
  StoreSizeInvalid,
} from './errors';
export { checkArtifacts, findArtifact } from './find-artifact';
export { isAlive } from './is-alive';
export { setAside } from './set-aside';
export { IMAGE_DIGEST, imageDigestText, MANIFEST, readManifest, type Artifact, type Manifest } from './manifest';
export { OutputFolder } from './output-folder';
export { OWNER_VARIABLE, STORE_VARIABLE, storePlace, type StorePlace } from './store/store-place';
export { checkFileName, checkPatterns } from './artifact-names';
export { matches, type ArtifactPattern } from './pattern';
export { writeFileFrom, type Written } from './write-file';
export { Store, type StoreCleaned, type StoredBuild, type StoreSelection } from './store/store';
export { inUnits, parseSize, SIZE_VARIABLE, storeSize } from './store/store-size';
