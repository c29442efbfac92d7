import type { ExecutorContext } from '@nx/devkit';
import {
  DiskNotChosen,
  flash as flashCard,
  named,
  settingsFrom,
  waitForDisks,
  type GivenSettings,
} from '@hypriotkit/card';
import { Transfer } from '@hypriotkit/terminal';
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

/** Waits for a disk, and says how to name it. */
async function toBeNamed(signal: AbortSignal, say: (text: string) => void): Promise<never> {
  say('Insert the card, if it is not there');
  const disks = await waitForDisks(signal);
  throw new DiskNotChosen(
    `It is not said which disk to write to. There is ${disks.map(named).join(', ')}.`,
    `Name it, as in --device=${disks[0]!.device}. Everything on it will be lost.`,
  );
}
