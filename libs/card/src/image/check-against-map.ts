import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { CardImageDamaged } from '../errors';
import type { BlockMap, MappedRange } from './block-map';

const ZEROS = Buffer.alloc(1024 * 1024);

/**
 * Compares an image with its block map while it is read. What the map leaves out has to be zeros: otherwise the map is that of
 * another image, and the card would lack something.
 */
export class CheckAgainstMap {
  private index = 0;
  private hash = createHash('sha256');

  constructor(
    private readonly image: string,
    private readonly map: BlockMap,
  ) {}

  /**
   * Takes the next bytes of the image.
   *
   * @throws CardImageDamaged
   */
  take(bytes: Uint8Array, position: number): void {
    const end = position + bytes.length;
    for (let start = position, to; start < end; start = to) {
      const range = this.map.ranges[this.index];
      if (range && start >= range.start) {
        to = Math.min(end, range.end);
        this.takeMapped(bytes.subarray(start - position, to - position), range, to);
      } else {
        to = Math.min(end, range?.start ?? end);
        this.refuseUnless(isZero(bytes.subarray(start - position, to - position)), start, to);
      }
    }
  }

  /** @param to where the part ends */
  private takeMapped(part: Uint8Array, { start, end, sha256 }: MappedRange, to: number): void {
    this.hash.update(part);
    if (to < end) return;
    this.refuseUnless(this.hash.digest('hex') === sha256, start, end);
    this.hash = createHash('sha256');
    this.index++;
  }

  private refuseUnless(isRight: boolean, start: number, end: number): void {
    if (isRight) return;
    throw new CardImageDamaged(
      basename(this.image),
      `between byte ${start} and byte ${end}, it does not match ${this.map.name}`,
      undefined,
      'Build or download both again, or write the image without its block map (--no-bmap).',
    );
  }
}

function isZero(part: Uint8Array): boolean {
  for (let at = 0; at < part.length; at += ZEROS.length) {
    const some = part.subarray(at, at + ZEROS.length);
    if (ZEROS.compare(some, 0, some.length, 0, some.length) !== 0) return false;
  }
  return true;
}
