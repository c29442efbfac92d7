import { HypriotkitError, InputInvalid } from '@hypriotkit/core';

const UNTOUCHED = 'Nothing has been written.';

/** The file is not an image that can be written to a card. */
export class CardImageInvalid extends InputInvalid {
  readonly code = 'HK_CARD_IMAGE_INVALID';

  constructor(image: string, reason: string, hint: string, cause?: unknown) {
    super(`The image ${image} cannot be used: ${reason}`, { hint: `${hint} ${UNTOUCHED}`, cause });
  }
}

/** The disk does not exist, or must not be overwritten. */
export class DiskRefused extends InputInvalid {
  readonly code = 'HK_DISK_REFUSED';

  constructor(device: string, reason: string, hint: string) {
    super(`${device} is not written to: ${reason}`, { hint: `${hint} ${UNTOUCHED}` });
  }
}

/** It is not said which disk to write to, or that it may be written to, and there is nobody to ask. */
export class DiskNotChosen extends InputInvalid {
  readonly code = 'HK_DISK_NOT_CHOSEN';

  constructor(reason: string, hint: string) {
    super(reason, { hint: `${hint} ${UNTOUCHED}` });
  }
}

/** The disks of this machine could not be listed. */
export class DisksUnknown extends HypriotkitError {
  readonly code = 'HK_DISKS_UNKNOWN';

  constructor(reason: string, hint: string, cause?: unknown) {
    super(`The disks of this machine cannot be listed: ${reason}`, { hint, cause });
  }
}

/** Writing needs root, and there is no way to become root. */
export class RootNeeded extends HypriotkitError {
  readonly code = 'HK_ROOT_NEEDED';

  constructor(device: string, reason: string) {
    super(`Only root may write to ${device}, and ${reason}`, {
      hint: `Run the command as root, or join the group that may write to the disk (\`ls -l ${device}\`). ${UNTOUCHED}`,
    });
  }
}

const UNFINISHED = 'The card has no partition table now, so that nobody takes it for finished.';

/** The card could not be written to the end. */
export class CardNotWritten extends HypriotkitError {
  readonly code = 'HK_CARD_NOT_WRITTEN';

  constructor(device: string, reason: string, cause?: unknown) {
    super(`Writing ${device} failed: ${reason}`, {
      hint: `${UNFINISHED} Check the card and its reader, then write it again.`,
      cause,
    });
  }
}

/** The image changed while it was written, or is damaged. */
export class CardImageDamaged extends HypriotkitError {
  readonly code = 'HK_CARD_IMAGE_DAMAGED';

  constructor(image: string, reason: string, cause?: unknown, hint = 'Build or download the image again.') {
    super(`The image ${image} is damaged: ${reason}`, {
      hint: `${hint} If a card was being written, it has no partition table now, so that nobody takes it for finished.`,
      cause,
    });
  }
}

/** What the card holds is not what was written. */
export class CardDiffers extends HypriotkitError {
  readonly code = 'HK_CARD_DIFFERS';

  constructor(device: string, from: number, to: number) {
    super(`${device} does not hold what was written: it differs between byte ${from} and byte ${to}`, {
      hint: 'The card or its reader is broken, or the card is smaller than it says. Do not use it.',
    });
  }
}

/** What the process of root reported: one of the errors here, or one of the system. */
export class RootFailed extends HypriotkitError {
  readonly code: string;

  constructor({ message, hint, code }: { message: string; hint?: string | undefined; code?: string | undefined }) {
    super(message, { hint: hint ?? 'Check the card and its reader, then write it again.' });
    this.code = code ?? 'HK_CARD_NOT_WRITTEN';
  }
}
