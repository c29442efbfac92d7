import { accessSync, constants } from 'node:fs';
import { publicKeyFrom } from '@hypriotkit/artifacts';
import type { Logger } from '@hypriotkit/core';
import { inUnits, throwIfInterrupted } from '@hypriotkit/core';
import { type CardSettings, checkSettings } from '@hypriotkit/card-settings';
import { chooseDisk, named, type Permissions } from './disk/choose-disk';
import type { Disk } from './disk/disk';
import { ejectDisk, unmountDisk } from './disk/release-disk';
import { findBlockMap, type BlockMap } from './image/block-map';
import type { CardImage } from './image/card-image';
import { checkSigned, type Trust } from './image/check-signed';
import { download, isAddress, shownAddress } from './image/download';
import { findImage } from './image/find-image';
import { checkImage } from './image/read-image';
import { prepareSettings } from './settings/prepare';
import { writeAsRoot } from './write/as-root';
import { skippedBytes, stretchesToWrite } from './write/stretches';
import { writeCard, type Progress } from './write/write-card';

export interface FlashOptions extends Permissions {
  /** The image, the folder of a build that has one, or an address to download it from. */
  image: string;
  settings?: CardSettings;
  /** The key that the image has to be signed with, or the path of its file. */
  publicKey?: string | undefined;
  /** The folder with the signatures. By default, they are beside what they sign. */
  signatures?: string;
  /** Skips what the `.bmap` beside the image leaves out, if there is one. Default: true. */
  bmap?: boolean;
  /** Reads the card back, and compares it. Default: true. */
  verify?: boolean;
  /** Ejects the card at the end. Default: true. */
  eject?: boolean;
  log: Logger;
  progress: Progress;
  signal?: AbortSignal;
  /** Returns the path of the disk to write to. Called when everything else is known to be right. */
  disk: (image: CardImage) => Promise<string>;
  /** Asks whether to write. */
  confirm: (image: CardImage, disk: Disk) => Promise<boolean>;
}

/**
 * Writes an image to a card: finds the image, prepares what is set on it, chooses the disk, writes, reads back, ejects.
 * Whatever can be wrong with the input is found before anything is written.
 *
 * @returns whether something was written
 */
export async function flash(options: FlashOptions): Promise<boolean> {
  checkSettings(options.settings ?? {});
  const trust = await trustOf(options);
  if (!isAddress(options.image)) return flashFile(options.image, trust, options);
  const { progress, signal, bmap = true } = options;
  options.log.step(`Downloading ${shownAddress(options.image)}`);
  const downloading = (done: number, total?: number) => progress('downloading', done, total);
  const { path, remove } = await download(options.image, downloading, { signal, bmap, signature: trust !== undefined });
  return flashFile(path, trust, options).finally(remove);
}

async function trustOf({ publicKey, signatures }: FlashOptions): Promise<Trust | undefined> {
  if (publicKey === undefined) return undefined;
  return { key: await publicKeyFrom(publicKey), ...(signatures !== undefined && { folder: signatures }) };
}

async function flashFile(path: string, trust: Trust | undefined, options: FlashOptions): Promise<boolean> {
  const { settings = {}, bmap = true, verify = true, eject = true, log, signal } = options;
  const image = await findImage(path);
  log.step(`${image.path}, ${inUnits(image.size ?? image.fileSize)}${image.size === undefined ? ' packed' : ''}`);
  await checkImage(image);
  if (trust) log.step(`Signed with the key ${trust.key.text}: ${await checkSigned(image.path, trust)}`);
  const map = bmap ? await findBlockMap(image, log, trust) : undefined;
  const overlay = await prepareSettings(image, settings);
  throwIfInterrupted(signal, 'Writing a card');
  const disk = await chooseDisk(await options.disk(image), image.size, options);
  if (!(await options.confirm(image, disk))) return false;
  log.step(`Writing to ${named(disk)}`);
  if (map) log.step(skipping(map, skippedBytes(stretchesToWrite(overlay, map), image.size!)));
  const progress: Progress = (phase, done) => options.progress(phase, done, image.size);
  const work = { image, ...(map && { map }), verify };
  if (isWritable(disk)) {
    if (disk.mounts.length > 0) await unmountDisk(disk);
    await writeCard({ ...work, overlay, device: disk.device, progress, ...(signal && { signal }) });
  } else {
    log.step(`Only root may write to ${disk.device}, so sudo does that part`);
    await writeAsRoot({ ...work, settings, disk }, progress, signal);
  }
  if (eject) log.step((await ejectDisk(disk)) ? 'The card is ejected: take it out' : 'The card can be taken out');
  return true;
}

const skipping = ({ name }: BlockMap, bytes: number): string =>
  `Skipping ${inUnits(bytes)} that are free in the image, as ${name} says`;

function isWritable({ device }: Disk): boolean {
  try {
    accessSync(device, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
