// Writing a card
export { flash, type FlashOptions } from './flash';
export { named, removableDisks, waitForDisks } from './disk/choose-disk';
export { listDisks } from './disk/list-disks';
export type { Disk } from './disk/disk';
export type { Phase, Progress } from './write/write-card';

// Images
export { findImage } from './image/find-image';
export type { CardImage, Format } from './image/card-image';
export { describeForImager } from './imager/describe-for-imager';

// Errors
export * from './errors';
