import type { ExecutorContext } from '@nx/devkit';
import { DiskNotChosen, flash as flashCard, named, removableDisks, waitForDisks } from '@hypriotkit/card';
import { settingsFrom, type GivenSettings } from '@hypriotkit/card-settings';
import { isAttended, Transfer } from '@hypriotkit/terminal';
import { signedFolder } from '../../lib/places';
import type { SubjectOptions } from '../../lib/subject';
import { withImage } from '../../lib/with-image';

interface FlashExecutorOptions extends SubjectOptions, GivenSettings {
  device?: string;
  unmount?: boolean;
  large?: boolean;
  bmap?: boolean;
  verify?: boolean;
  eject?: boolean;
  dryRun?: boolean;
  publicKey?: string;
}

/** Writes the image of a component, or of a board, to a card. Whoever names the disk has said yes: Nx cannot ask. */
export default function flash(options: FlashExecutorOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return withImage(context, async ({ folder, log, signal }) => {
    const { device, dryRun = false, unmount = false, large = false } = options;
    const { bmap = true, verify = true, eject = true } = options;
    const transfer = new Transfer();
    const isWritten = await flashCard({
      image: folder,
      settings: await settingsFrom(options),
      publicKey: options.publicKey,
      signatures: signedFolder(context.projectName!, context.root),
      ...{ unmount, large, bmap, verify, eject, log, signal },
      progress: (...what) => void (transfer.take(...what) && log.step(transfer.line())),
      disk: () => (device === undefined ? toBeNamed(signal, (text) => log.step(text)) : Promise.resolve(device)),
      confirm: (_image, disk) => {
        if (dryRun) log.step(`Would be written to ${named(disk)}. Nothing has been written.`);
        return Promise.resolve(!dryRun);
      },
    });
    if (isWritten) log.step('done: the card is written');
  });
}

/** Lists the disks, and says how to name one. Waits for one, if there is somebody to plug it in. */
async function toBeNamed(signal: AbortSignal, say: (text: string) => void): Promise<never> {
  let disks = await removableDisks();
  if (disks.length === 0 && isAttended()) {
    say('Insert the card');
    disks = await waitForDisks(signal);
  }
  const there = disks.length > 0 ? `There is ${disks.map(named).join(', ')}.` : 'No card or USB disk is plugged in.';
  throw new DiskNotChosen(
    `It is not said which disk to write to. ${there}`,
    `Name it, as in --device=${disks[0]?.device ?? '/dev/sdb'}. Everything on it will be lost.`,
  );
}
