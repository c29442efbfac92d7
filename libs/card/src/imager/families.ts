import type { BootPartition } from '../settings/boot-partition';

/** Boards of the Raspberry Pi that Imager does not tell apart. */
export interface Family {
  name: string;
  /** As in Imager's own list. */
  tag: string;
  /** Device trees of which the firmware needs one, as Linux and the Raspberry Pi's own kernel name them. */
  deviceTrees: string[];
}

/** The 64-bit ones. The Zero 2 W has the tag of the Pi 3. */
const FAMILIES: Family[] = [
  { name: 'Raspberry Pi 5', tag: 'pi5-64bit', deviceTrees: ['bcm2712-rpi-5-b.dtb'] },
  { name: 'Raspberry Pi 4, 400', tag: 'pi4-64bit', deviceTrees: ['bcm2711-rpi-4-b.dtb'] },
  { name: 'Raspberry Pi 3, Zero 2 W', tag: 'pi3-64bit', deviceTrees: ['bcm2837-rpi-3-b.dtb', 'bcm2710-rpi-3-b.dtb'] },
];

/** Returns the families that an image has device trees for. */
export const familiesOf = (boot: BootPartition): Family[] =>
  FAMILIES.filter(({ deviceTrees }) => deviceTrees.some((file) => boot.has(file)));
