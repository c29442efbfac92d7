import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { readRegularFile, reasonOf, type Logger } from '@hypriotkit/core';
import type { CardImage } from './card-image';
import { checkSigned, type Trust } from './check-signed';

/** What of an image a card has to hold. The rest is free in the image's file systems. */
export interface BlockMap {
  /** Name of the file. */
  name: string;
  /** In ascending order. */
  ranges: MappedRange[];
}

/** Where a range begins, and where it ends, in bytes. */
export interface MappedRange {
  start: number;
  end: number;
  /** Of the image in it. */
  sha256: string;
}

/** Returns where the block map of an image is: beside it, with the name of what it unpacks to. */
export const blockMapPath = (path: string): string => `${path.replace(/\.(zip|xz|zst)$/, '')}.bmap`;

/**
 * Reads the block map beside an image, if there is one. One that cannot be used is a warning: the image can be written without.
 *
 * The format: https://github.com/yoctoproject/bmaptool
 *
 * @param trust What it has to be signed with.
 */
export async function findBlockMap(image: CardImage, log: Logger, trust?: Trust): Promise<BlockMap | undefined> {
  const path = blockMapPath(image.path);
  if (!existsSync(path)) return undefined;
  const name = basename(path);
  try {
    if (trust) await checkSigned(path, trust);
    return { name, ranges: rangesIn((await readRegularFile(path)).toString(), image.size) };
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === undefined ? (error as Error).message : reasonOf(error);
    log.warn(`${name} is not used: ${reason.replace(/\.$/, '')}. All of the image is written.`);
    return undefined;
  }
}

function rangesIn(text: string, size: number | undefined): MappedRange[] {
  const map = parse(text);
  if (map.tagName !== 'bmap' || !/^2\./.test(map.getAttribute('version') ?? ''))
    throw new Error('it is not a block map of version 2');
  checkItself(text, textIn(map, 'BmapFileChecksum'));
  if (textIn(map, 'ChecksumType') !== 'sha256') throw new Error('its checksums are not SHA-256');
  if (size === undefined) throw new Error('the image does not say its size');
  if (numberIn(map, 'ImageSize') !== size) throw new Error('it is that of an image with another size');
  const blockSize = numberIn(map, 'BlockSize');
  const ranges = [...one(map, 'BlockMap').children].map((range) => rangeIn(range, blockSize, size));
  if (ranges.some(({ start, end }, index) => start >= end || start < (ranges[index - 1]?.end ?? 0)))
    throw new Error('its ranges are not in order');
  const blocks = ranges.reduce((sum, { start, end }) => sum + Math.ceil((end - start) / blockSize), 0);
  if (blocks !== numberIn(map, 'MappedBlocksCount')) throw new Error('ranges are missing in it');
  return ranges;
}

/** Document types, and with them entities, are refused. */
function parse(text: string): Element {
  const refuse = () => {
    throw new Error('it cannot be read as XML');
  };
  const { documentElement, doctype } = new DOMParser({ onError: refuse }).parseFromString(text, 'text/xml');
  return !documentElement || doctype ? refuse() : documentElement;
}

/** The checksum is that of the file with zeros in its place. */
function checkItself(text: string, checksum: string): void {
  const content = text.replace(checksum, '0'.repeat(checksum.length));
  if (createHash('sha256').update(content).digest('hex') !== checksum) throw new Error('it is damaged');
}

/** The text is that of one block, `5`, or of several, `5-8`. */
function rangeIn(range: Element, blockSize: number, size: number): MappedRange {
  const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(range.textContent?.trim() ?? '') ?? [];
  const sha256 = range.getAttribute('chksum');
  if (first === undefined || !sha256) throw new Error('it has a range without blocks or without a checksum');
  // The last block may be cut off.
  return { start: Number(first) * blockSize, end: Math.min((Number(last ?? first) + 1) * blockSize, size), sha256 };
}

function one(map: Element, name: string): Element {
  const [found, ...others] = [...map.getElementsByTagName(name)];
  if (!found || others.length > 0) throw new Error(`it does not say ${name}`);
  return found;
}

const textIn = (map: Element, name: string): string => one(map, name).textContent?.trim() ?? '';

function numberIn(map: Element, name: string): number {
  const text = textIn(map, name);
  if (!/^\d{1,15}$/.test(text)) throw new Error(`its ${name} is not a number`);
  return Number(text);
}
