/** Size of the sectors that FAT and partition tables count in, in bytes. */
export const SECTOR = 512;

/** Sectors that take the place of those of an image: what settings have changed. */
export class Overlay {
  private readonly sectors = new Map<number, Buffer>();

  get(sector: number): Buffer | undefined {
    return this.sectors.get(sector);
  }

  set(sector: number, content: Uint8Array): void {
    this.sectors.set(sector, Buffer.from(content));
  }

  /** Returns which sectors it has. */
  numbers(): Iterable<number> {
    return this.sectors.keys();
  }

  /** Lays the sectors over a part of the image. */
  apply(part: Uint8Array, position: number): void {
    const first = Math.ceil(position / SECTOR);
    for (let sector = first; (sector + 1) * SECTOR <= position + part.length; sector++) {
      const own = this.sectors.get(sector);
      if (own) part.set(own, sector * SECTOR - position);
    }
  }
}
