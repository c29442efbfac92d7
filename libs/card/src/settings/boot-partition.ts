import { openSync, closeSync, readSync } from 'node:fs';
import type * as FatFs from 'js-fatfs' with { 'resolution-mode': 'import' };
import { CardSettingInvalid } from '@hypriotkit/card-settings';
import { inUnits } from '@hypriotkit/core';
import { SECTOR, type Overlay } from '../write/overlay';

type Pointer = number;

/**
 * The files at the top of an image's boot partition. Changes go to an overlay, so the image itself is not modified.
 *
 * FatFs works on memory of its own, in which every argument has to be placed.
 */
export class BootPartition {
  private constructor(
    private readonly lib: typeof FatFs,
    private readonly fat: FatFs.FatFs,
    private readonly volume: Pointer,
    private readonly image: number,
  ) {}

  /**
   * Opens the first FAT partition.
   *
   * @param head path of a file with the beginning of the image, up to the end of that partition
   */
  static async open(head: string, sectors: number, overlay: Overlay): Promise<BootPartition> {
    const lib = await import('js-fatfs');
    const image = openSync(head, 'r');
    const fat = await lib.create({ diskio: diskOf(lib, image, sectors, overlay) });
    const volume = fat.malloc(lib.sizeof_FATFS);
    const partition = new BootPartition(lib, fat, volume, image);
    if (fat.f_mount(volume, '', 1) !== lib.FR_OK) {
      closeSync(image);
      throw new CardSettingInvalid(
        'The image',
        'has no boot partition with FAT, so nothing can be set on it',
        'Write it without settings.',
      );
    }
    return partition;
  }

  has(name: string): boolean {
    return this.withMemory(this.lib.sizeof_FILINFO, (info) => this.fat.f_stat(name, info) === this.lib.FR_OK);
  }

  /** Returns the content of a file, or undefined if the file does not exist. */
  read(name: string): Buffer | undefined {
    return this.withMemory(this.lib.sizeof_FIL, (file) => {
      const result = this.fat.f_open(file, name, this.lib.FA_READ);
      if (result === this.lib.FR_NO_FILE) return undefined;
      this.check(result, name);
      const size = this.fat.f_size(file);
      const content = this.withMemory(size, (bytes) => {
        this.withMemory(4, (count) => this.check(this.fat.f_read(file, bytes, size, count), name));
        return Buffer.from(this.fat.HEAPU8.subarray(bytes, bytes + size));
      });
      this.check(this.fat.f_close(file), name);
      return content;
    });
  }

  /** Writes a file in place of the one of that name, if there is one. */
  write(name: string, content: Uint8Array): void {
    this.withMemory(this.lib.sizeof_FIL, (file) => {
      this.check(this.fat.f_open(file, name, this.lib.FA_CREATE_ALWAYS | this.lib.FA_WRITE), name);
      this.withMemory(content.length, (bytes) =>
        this.withMemory(4, (count) => {
          this.fat.HEAPU8.set(content, bytes);
          this.check(this.fat.f_write(file, bytes, content.length, count), name);
          if (this.fat.getValue(count, 'i32') !== content.length)
            throw new CardSettingInvalid(`The file ${name}`, 'does not fit on the boot partition', 'Leave it out.');
        }),
      );
      this.check(this.fat.f_close(file), name);
    });
  }

  close(): void {
    this.check(this.fat.f_unmount(''), 'the boot partition');
    this.fat.free(this.volume);
    closeSync(this.image);
  }

  private withMemory<T>(size: number, work: (pointer: Pointer) => T): T {
    const pointer = this.fat.malloc(Math.max(size, 1));
    if (pointer === 0) throw new CardSettingInvalid('A file', `of ${inUnits(size)} is too large`, 'Leave it out.');
    try {
      return work(pointer);
    } finally {
      this.fat.free(pointer);
    }
  }

  /** The results: http://elm-chan.org/fsw/ff/doc/rc.html */
  private check(result: number, what: string): void {
    if (result === this.lib.FR_OK) return;
    throw new CardSettingInvalid(
      `The file ${what}`,
      `cannot be read or written: the boot partition of the image may be damaged (FatFs ${result})`,
      'Build or download the image again.',
    );
  }
}

/** The image as a disk of FatFs, which finds the partition itself. */
function diskOf(lib: typeof FatFs, image: number, sectors: number, overlay: Overlay): FatFs.DiskIO {
  return {
    initialize: () => 0,
    status: () => 0,
    read(fat, _drive, into, first, count) {
      for (let index = 0; index < count; index++) {
        const own = overlay.get(first + index);
        const position = into + index * SECTOR;
        if (own) fat.HEAPU8.set(own, position);
        else readSync(image, fat.HEAPU8, position, SECTOR, (first + index) * SECTOR);
      }
      return lib.RES_OK;
    },
    write(fat, _drive, from, first, count) {
      for (let index = 0; index < count; index++) {
        const position = from + index * SECTOR;
        overlay.set(first + index, fat.HEAPU8.subarray(position, position + SECTOR));
      }
      return lib.RES_OK;
    },
    ioctl(fat, _drive, command, into) {
      if (command === lib.GET_SECTOR_COUNT) fat.setValue(into, sectors, 'i32');
      if (command === lib.GET_SECTOR_SIZE) fat.setValue(into, SECTOR, 'i16');
      if (command === lib.GET_BLOCK_SIZE) fat.setValue(into, 1, 'i32');
      return lib.RES_OK;
    },
  };
}
