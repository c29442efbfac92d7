import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import {
  DiskNotChosen,
  flash as flashCard,
  named,
  removableDisks,
  waitForDisks,
  type CardImage,
  type Disk,
} from '@hypriotkit/card';
import { settingsFrom } from '@hypriotkit/card-settings';
import { inUnits } from '@hypriotkit/api';
import { Interrupted } from '@hypriotkit/core';
import type { TransferOutput } from '../transfer-output';
import type { Work } from '../working';

/** Writes an image to a card. */
export async function flash(work: Work, output: TransferOutput): Promise<void> {
  const { place, device, force = false, dryRun = false, log, signal, print } = work;
  const isWritten = await flashCard({
    image: place!,
    settings: await settingsFrom(work),
    publicKey: work.publicKey,
    unmount: work.unmount ?? false,
    large: work.large ?? false,
    bmap: work.bmap ?? true,
    verify: work.verify ?? true,
    eject: work.eject ?? true,
    log,
    progress: output.progress,
    signal,
    disk() {
      output.end();
      return device === undefined ? chosen(work) : Promise.resolve(device);
    },
    async confirm(image, disk) {
      // Force is for the disk that was named, not for whichever one is there.
      if (!dryRun) return (force && device !== undefined) || (await isConfirmed(image, disk, signal));
      print(`Would write ${sizeOf(image)} to ${named(disk)}. Nothing has been written.`);
      return false;
    },
  });
  output.end();
  if (isWritten) log.done('the card is written');
  else if (!dryRun) print('Nothing has been written.');
}

/** Asks for the disk, unless there is only one. */
async function chosen({ log, signal }: Work): Promise<string> {
  if (!process.stdin.isTTY) {
    const disks = (await removableDisks()).map(named);
    const there = disks.length > 0 ? `There is ${disks.join(', ')}.` : 'No card or USB disk is plugged in.';
    throw new DiskNotChosen('It is not said which disk to write to.', `${there} Name it, with --device.`);
  }
  if ((await removableDisks()).length === 0) log.step('Insert the card');
  const disks = await waitForDisks(signal);
  if (disks.length === 1) return disks[0]!.device;
  const list = disks.map((disk, index) => `  ${index + 1}  ${named(disk)}`).join('\n');
  const answer = await ask(`${list}\nWhich of them? `, signal);
  if (answer === '')
    throw new DiskNotChosen('No disk was chosen.', 'Answer with its number, or name it, with --device.');
  return disks[Number(answer) - 1]?.device ?? answer;
}

async function isConfirmed(image: CardImage, disk: Disk, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new DiskNotChosen(
      `Everything on ${named(disk)} would be lost, and there is nobody to ask.`,
      'Add --force to write without asking.',
    );
  const answer = await ask(`Write ${sizeOf(image)} to ${named(disk)}? Everything on it is lost. [y/N] `, signal);
  return /^y(es)?$/i.test(answer);
}

const sizeOf = ({ path, size, fileSize }: CardImage): string => `${path} (${inUnits(size ?? fileSize)})`;

/** Asks on the terminal. Its end, Ctrl-D, is an empty answer. */
async function ask(question: string, signal: AbortSignal): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // A terminal in use by readline sends no signal of its own.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const ended = once(terminal, 'close').then(() => '');
  try {
    return (await Promise.race([terminal.question(question, { signal }), ended])).trim();
  } catch (error) {
    if (signal.aborted) throw new Interrupted('Writing a card', error);
    return '';
  } finally {
    terminal.close();
  }
}
