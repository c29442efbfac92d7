export { ArtifactStore } from './store/artifact-store';
export { Exchange } from './exchange/exchange';
export { opened, sealedFile } from './exchange/seal';
export {
  ArtifactAmbiguous,
  ArtifactsMissing,
  ChecksumMismatch,
  ExchangeFailed,
  InputDamaged,
  InputMissing,
  ManifestDamaged,
  PublicKeyInvalid,
  SignatureInvalid,
  SignatureMissing,
  StorePlaceInvalid,
  StoreSizeInvalid,
} from './errors';
export { sha256In } from './checksum-file';
export { checkArtifacts, findArtifact, soundManifest } from './find-artifact';
export { incompleteArtifacts, setAside } from './set-aside';
export {
  CHECKSUMS,
  checksumsText,
  INPUTS,
  isManifest,
  MANIFEST,
  parseDelivery,
  printManifest,
  printSealed,
  readManifest,
  type Artifact,
  type BuiltManifest,
  type Delivery,
  type MadeBy,
  type Manifest,
} from './manifest';
export { OutputFolder } from './output-folder';
export { removeLeftovers } from './leftovers';
export { storePlace, type StorePlace } from './store/store-place';
export { checkFileName, checkPatterns } from './artifact-names';
export { baseRole, matches, type ArtifactPattern, type ArtifactTemplate } from './pattern';
export { Store, type StoredBuild } from './store/store';
export type { RestoredBuild } from './store/restore-entry';
export { parseSize, storeSize } from './store/store-size';
export {
  deliveredProvenance,
  PROVENANCE,
  provenanceText,
  type Provenance,
  type ResourceDescriptor,
} from './provenance';
export { parsePublicKey, publicKeyFrom, type PublicKey } from './signature/public-key';
export { SIGNATURE } from './signature/signature';
export { verifySignature } from './signature/verify-signature';
