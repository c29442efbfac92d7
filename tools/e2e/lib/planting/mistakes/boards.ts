import type { Mistake } from './mistake';

/** The firmware, the device trees and the drivers for all boards. */
export const BOARDS: Mistake[] = [
  {
    name: 'a device tree is missing',
    plant: 'mdel -i "$BOOT" ::bcm2711-rpi-400.dtb',
    caught: {
      'each board finds its firmware, a kernel and its device tree': /^Pi 400: the device tree .* is not there$/m,
    },
  },
  {
    name: 'a device tree is cut off',
    plant:
      'mtype -i "$BOOT" ::bcm2837-rpi-3-b.dtb | (head --bytes 5000; cat >/dev/null) | boot_put bcm2837-rpi-3-b.dtb',
    caught: { 'each board finds its firmware, a kernel and its device tree': /^Pi 3 B: .* cut off$/m },
  },
  {
    name: "a device tree is another board's",
    plant: 'mtype -i "$BOOT" ::bcm2837-rpi-3-b-plus.dtb | boot_put bcm2837-rpi-zero-2-w.dtb',
    caught: { 'each board finds its firmware, a kernel and its device tree': /^Zero 2 W: .* is not for this board/m },
  },
  {
    name: 'a device has no driver',
    plant:
      'mtype -i "$BOOT" ::bcm2837-rpi-cm3-io3.dtb | LC_ALL=C sed \'s/bcm2835-sdhost/bcm2835-kraken/\' | boot_put bcm2837-rpi-cm3-io3.dtb',
    caught: {
      'each device of each board has a driver': /^CM3: mmc@\w+ has no driver: none is for brcm,bcm2835-kraken$/m,
    },
  },
  {
    name: 'config.txt names an overlay and parameters that do not exist',
    plant: "boot_change config.txt '$a[pi4]\\ndtparam=spy=on\\ndtoverlay=kraken\\ndtoverlay=w1-gpio,gpiopni=5\\n[all]'",
    caught: {
      'config.txt names overlays and parameters that each board has':
        /^Pi 4 B: dtparam=spy=on: there is no parameter 'spy': did you mean 'spi'\?\nPi 4 B: dtoverlay=kraken: there is no overlays\/kraken\.dtbo\nPi 4 B: dtoverlay=w1-gpio,gpiopni=5: it has no parameter 'gpiopni': did you mean 'gpiopin'\?$/m,
    },
  },
  {
    name: "the overlay for the Pi 5's second stepping is missing",
    plant: 'mdel -i "$BOOT" ::overlays/bcm2712d0.dtbo',
    caught: {
      "the Pi 5's second stepping finds the overlay that newer firmware makes its device tree with":
        /bcm2712d0\.dtbo: it is not there/,
    },
  },
  {
    name: 'a device that config.txt switches on has no driver',
    plant: `
      mtype -i "$BOOT" ::overlays/w1-gpio.dtbo | LC_ALL=C sed 's/w1-gpio/w1-kelp/' | boot_put overlays/w1-gpio.dtbo
      boot_change config.txt '$a[pi4]\\ndtoverlay=w1-gpio\\n[all]'`,
    caught: {
      'each device of each board has a driver': /^Pi 4 B: onewire@4 has no driver: none is for w1-kelp$/m,
    },
  },
  {
    name: "the Compute Module's device tree is named nowhere",
    plant: "boot_change config.txt '/^device_tree=/d'",
    caught: {
      'each board finds its firmware, a kernel and its device tree': /^CM4: .*bcm2711-rpi-cm4\.dtb is not there$/m,
    },
  },
  {
    name: 'the firmware of the Pi 4 is missing',
    plant: 'mdel -i "$BOOT" ::start4.elf',
    caught: { 'each board finds its firmware, a kernel and its device tree': /^Pi 4 B: .*start4\.elf is not there$/m },
  },
  {
    name: 'a radio has no settings',
    plant: 'root "rm /usr/lib/firmware/brcm/brcmfmac43456-sdio.txt"',
    caught: { "the firmware of the boards' radios is there": /^Pi 400: .*brcmfmac43456-sdio\.txt is not there/m },
  },
  {
    name: "the kernel's licence is missing",
    plant: 'mdel -i "$BOOT" ::COPYING.linux',
    caught: { "the kernel's licence is on the card": /COPYING\.linux: it is not there/ },
  },
  {
    name: "the firmware's licence is missing",
    plant: 'mdel -i "$BOOT" ::LICENCE.broadcom',
    caught: { "the firmware's licence is on the card": /LICENCE\.broadcom: it is not there/ },
  },
  {
    name: 'the GPU takes memory from small boards',
    plant: "boot_change config.txt '/^gpu_mem_512=/d'",
    caught: {
      'boards with little memory keep most of it from the GPU': /expected gpu_mem_512 to be 32, it is not set/,
    },
  },
  {
    name: "the Pi 5's tree is missing",
    plant: 'mdel -i "$BOOT" ::bcm2712-rpi-5-b.dtb',
    caught: {
      'the Pi 5, in both steppings, finds a kernel and its device tree': /^Pi 5: the device tree .* is not there$/m,
    },
  },
  {
    name: "the Pi 5's Ethernet has no driver",
    plant:
      'mtype -i "$BOOT" ::bcm2712-d-rpi-5-b.dtb | LC_ALL=C sed \'s/raspberrypi,rp1-gem/raspberrypi,rp1-fox/\' | boot_put bcm2712-d-rpi-5-b.dtb',
    caught: {
      'each device of the Pi 5 has a driver': /^Pi 5 \(D0\): .* has no driver: none is for raspberrypi,rp1-fox/m,
    },
  },
  {
    name: "the kernel writes nothing to the Pi 5's serial socket",
    plant: "boot_change cmdline.txt 's/console=ttyAMA10,115200 //'",
    caught: { "the kernel has a console on the Pi 5's serial socket": /console=ttyAMA10/ },
  },
  {
    name: 'config.txt starts no 64-bit kernel',
    plant: "boot_change config.txt '/^arm_64bit=/d'",
    caught: {
      'the firmware starts a 64-bit kernel, with a serial console': /expected arm_64bit to be 1, it is not set/,
    },
  },
  {
    name: 'config.txt cannot name the previous kernel',
    plant: "boot_change config.txt '/^#s_prefix=/d'",
    caught: { 'one byte of config.txt has the firmware start the previous kernel': /expected a match of/ },
  },
];
