// Writing a card
export { flash, type FlashOptions } from './flash';
export { checkGiven } from './check-given';
export { named, removableDisks, waitForDisks } from './disk/choose-disk';
export { listDisks } from './disk/list-disks';
export type { Disk } from './disk/disk';
export type { CardSettings } from './settings/card-settings';
export {
  ACCOUNT_PASSWORD_VARIABLE,
  settingsFrom,
  WIFI_PASSWORD_VARIABLE,
  type GivenSettings,
} from './settings/given-settings';
export type { Phase, Progress } from './write/write-card';

// Images
export { findImage } from './image/find-image';
export type { CardImage, Format } from './image/card-image';
export { describeForImager } from './imager/describe-for-imager';

// Errors
export * from './errors';
