import { HypriotkitError } from '@hypriotkit/core';

/** What an archive says of something that is not a file. */
interface Found {
  type?: string | null | undefined;
  linkname?: string | null | undefined;
}

const KINDS: Record<string, [kind: string, hint: string]> = {
  directory: ['a folder', 'Have the builder pack it into one file (tar), or leave the file beside it.'],
  symlink: ['a link', 'Have the builder leave the file itself: `cp -L` copies what a link leads to, `mv` moves it.'],
  fifo: ['a named pipe', 'Have the builder write a file of that name.'],
  'character-device': ['a device', 'Have the builder write a file of that name.'],
  'block-device': ['a device', 'Have the builder write a file of that name, such as a copy of the device by dd.'],
};

/** Something in a container has the name of a file that is to be taken out of it, and is not a file. */
export class NotAFile extends HypriotkitError {
  readonly code = 'HK_ARTIFACT_NOT_A_FILE';

  constructor(name: string, { type, linkname }: Found) {
    const [kind, hint] = KINDS[type ?? ''] ?? [`of the kind "${type}"`, 'Have the builder write a file of that name.'];
    super(`${name} in the container is ${kind}${linkname ? ` to ${linkname}` : ''}, not a file.`, { hint });
  }
}
