import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builderImage, RunningContainer } from '../../tools/e2e/lib/containers';

/* The device trees are those of Debian's packaged kernels, and fdtoverlay is Debian's. */

const READER = join(__dirname, '..', 'rpi_sd_image', 'proof');
/** Debian 13's own kernel, and that of its backports, which drives the Pi 5, with the packages that have their device trees. */
const KERNELS = [
  { linux: '6.12', package: 'linux-image' },
  { linux: '7.3', package: 'linux-base' },
];

/** Lines of config.txt, and which property of which node they change to what. &label is a node of that label. */
const PI_3 = 'bcm2837-rpi-3-b.dtb';
const PI_3_PLUS = 'bcm2837-rpi-3-b-plus.dtb';
const ZERO_2 = 'bcm2837-rpi-zero-2-w.dtb';
const CM3 = 'bcm2837-rpi-cm3-io3.dtb';
const PI_4 = 'bcm2711-rpi-4-b.dtb';
const PI_400 = 'bcm2711-rpi-400.dtb';
const CM4 = 'bcm2711-rpi-cm4-io.dtb';
const I2C = '/soc/i2c@7e804000';
const SPI = '/soc/spi@7e204000';
const PL011 = '/soc/serial@7e201000';
const MINI_UART = '/soc/serial@7e215040';
type Case = [tree: string, lines: string, node: string, property: string, value: string];
const CASES: Case[] = [
  [PI_3, 'dtparam=i2c_arm=off', I2C, 'status', 'disabled'],
  [PI_4, 'dtparam=i2c_arm_baudrate=400000', I2C, 'clock-frequency', '400000'],
  [PI_3, '', SPI, 'status', 'disabled'],
  [ZERO_2, 'dtparam=spi=on', SPI, 'status', 'okay'],
  [PI_4, 'dtparam=spi=on', SPI, 'cs-gpios', expect.stringMatching(/^&gpio 8 1 \d+ 7 1$/) as string],
  [PI_3, '', '/soc/mailbox@7e00b840', 'status', 'disabled'],
  [PI_3, 'dtparam=audio=on', '/soc/mailbox@7e00b840', 'status', 'okay'],
  [PI_4, 'dtparam=watchdog=on', '/soc/watchdog@7e100000', 'status', 'okay'],
  [CM3, 'dtparam=uart0=off', PL011, 'status', 'disabled'],
  [PI_3, 'dtparam=act_led_trigger=mmc0', '/leds/led-act', 'linux,default-trigger', 'mmc0'],
  [PI_3, 'dtparam=act_led_gpio=17,act_led_activelow=on', '/leds/led-act', 'gpios', '&gpio 17 1'],
  [PI_3_PLUS, 'dtparam=pwr_led_trigger=none', '/leds/led-pwr', 'linux,default-trigger', 'none'],
  [PI_400, 'dtparam=act_led_trigger=none', '/leds/led-pwr', 'linux,default-trigger', 'none'],
  [CM4, 'dtparam=pwr_led_gpio=5', '/leds/led-pwr', 'gpios', '&gpio 5 1'],
  [PI_3, 'dtoverlay=disable-bt', `${PL011}/bluetooth`, 'status', 'disabled'],
  [PI_3, 'dtoverlay=disable-bt', PL011, 'pinctrl-0', '&uart0_gpio14'],
  [PI_4, 'dtoverlay=disable-bt', '/chosen', 'bootargs', 'console=ttyAMA0,115200'],
  [CM3, 'dtoverlay=disable-bt', PL011, 'status', 'okay'],
  [ZERO_2, 'dtoverlay=miniuart-bt', `${MINI_UART}/bluetooth`, 'shutdown-gpios', '&gpio 42 0'],
  [PI_4, 'dtoverlay=miniuart-bt', `${MINI_UART}/bluetooth`, 'shutdown-gpios', '&expgpio 0 0'],
  [PI_4, 'dtoverlay=disable-wifi', '/soc/mmc@7e300000', 'status', 'disabled'],
  [PI_4, 'dtoverlay=uart3,ctsrts', '/soc/serial@7e201600', 'uart-has-rtscts', 'there'],
  [PI_3, 'dtoverlay=spi0-1cs,cs0_pin=25', SPI, 'cs-gpios', '&gpio 25 1'],
  [PI_3, 'dtoverlay=spi0-1cs', `${SPI}/spidev@1`, 'status', 'disabled'],
  [PI_4, 'dtoverlay=spi1-2cs,cs1_spidev=off', '/soc/spi@7e215080/spidev@1', 'status', 'disabled'],
  [PI_3, 'dtoverlay=i2c-rtc,ds3231', `${I2C}/rtc@68`, 'compatible', 'maxim,ds3231'],
  [PI_4, 'dtoverlay=i2c-rtc,rv3028 dtparam=addr=0x53', `${I2C}/rtc@53`, 'reg', '83'],
  [PI_3, 'dtoverlay=i2c-sensor,bme280,addr=0x77', `${I2C}/bme280@77`, 'reg', '119'],
  [PI_3, 'dtoverlay=w1-gpio,gpiopin=17', '/onewire@11', 'gpios', '&gpio 17 0'],
  [PI_3, 'dtoverlay=w1-gpio dtoverlay=w1-gpio,gpiopin=17', '/onewire@4', 'gpios', '&gpio 4 0'],
  [ZERO_2, 'dtoverlay=w1-gpio', '/soc/gpio@7e200000', 'pinctrl-0', 'nothing'],
  [PI_4, 'dtoverlay=pwm,pin=12,func=4', '/soc/gpio@7e200000/pwm-header-pins', 'brcm,pins', '12'],
  [PI_3, 'dtoverlay=dwc2,dr_mode=peripheral', '/soc/usb@7e980000', 'dr_mode', 'peripheral'],
  [PI_4, 'dtoverlay=gpio-shutdown,gpio_pin=21', '/shutdown-button/button-shutdown', 'gpios', '&gpio 21 1'],
  [PI_3, 'dtoverlay=gpio-poweroff,active_low', '/header-poweroff', 'gpios', '&gpio 26 1'],
  [PI_3, 'dtoverlay=gpio-ir,gpio_pin=23', '/ir-receiver', 'gpios', '&gpio 23 1'],
  [PI_4, 'dtoverlay=gpio-fan,temp=60000', '/thermal-zones/cpu-thermal/trips/fan-trip', 'temperature', '60000'],
  [PI_4, 'dtoverlay=mcp2515-can0,interrupt=22', `${SPI}/can@0`, 'interrupts', '22 8'],
  [PI_4, 'dtoverlay=spi1-1cs,cs0_spidev=off dtoverlay=mcp2515,spi1-0', '/soc/spi@7e215080/can@0', 'reg', '0'],
  [PI_3, 'dtoverlay=vc4-kms-v3d,cma-256,noaudio', '/reserved-memory/linux,cma', 'size', '268435456'],
  [PI_4, 'dtoverlay=vc4-kms-v3d,noaudio', '/soc/hdmi@7ef05700', 'dmas', 'there'],
];
const PI_5 = 'bcm2712-rpi-5-b.dtb';
const RP1 = '/axi/pcie@1000120000/pci@0,0/dev@0,0/pci-ep-bus@1';
const CASES_PI_5: Case[] = [
  [PI_5, 'dtparam=i2c_arm=on', `${RP1}/i2c@40074000`, 'status', 'okay'],
  [PI_5, 'dtoverlay=i2c-rtc,pcf8523', `${RP1}/i2c@40074000/rtc@68`, 'compatible', 'nxp,pcf8523'],
  [PI_5, 'dtoverlay=i2c-rtc,pcf8523', `${RP1}/i2c@40074000`, 'pinctrl-0', '&i2c1_pins'],
  [PI_5, 'dtoverlay=w1-gpio', '/onewire@4', 'gpios', '&gpio 4 0'],
  [PI_5, 'dtoverlay=disable-bt', '/soc/serial@7d50c000/bluetooth', 'status', 'disabled'],
  [PI_5, 'dtoverlay=disable-wifi', '/soc/mmc@1100000', 'status', 'disabled'],
  [PI_5, 'dtparam=act_led_trigger=heartbeat', '/leds', 'status', 'okay'],
  [PI_5, '', '/leds', 'status', 'disabled'],
  [PI_5, 'dtoverlay=vc4-kms-v3d,cma-128', '/reserved-memory/linux,cma', 'size', '0 134217728'],
];

let builder: RunningContainer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hypriotkit-overlays-'));
  builder = new RunningContainer(await builderImage('rpi_kernel', 'components/rpi_kernel/builder'));
  builder.copyIn(join(READER, 'expectations'), '/expectations');
  builder.copyIn(join(READER, 'systems'), '/systems');
  builder.copyIn(join(__dirname, 'testing', 'overlays.py'), '/judge-overlays.py');
  await succeeds(`
    dpkg --add-architecture arm64
    sed 's/ trixie / trixie-backports /' /etc/apt/sources.list | grep --max-count 1 backports >/etc/apt/sources.list.d/backports.list
    apt-get update --quiet=2; apt-get install --quiet=2 --yes --no-install-recommends python3-yaml >/dev/null`);
  for (const kernel of KERNELS) {
    await succeeds(`
      # The newest one, by what the package without a version depends on.
      image=$(apt-cache show linux-image-arm64:arm64 | grep --only-matching 'linux-image-${kernel.linux.replace('.', '\\.')}[^ ,]*' | sort --version-sort | tail -n 1)
      mkdir -p /${kernel.linux}/{boot,plain}; cd /${kernel.linux}
      apt-get download --quiet=2 "\${image/linux-image/${kernel.package}}:arm64"
      dpkg-deb --fsys-tarfile ./*.deb | tar --extract --directory plain --wildcards '*/broadcom/bcm2711-rpi-*.dtb' '*/broadcom/bcm2712*-rpi-*.dtb' '*/broadcom/bcm2837-rpi-*.dtb'
      rm ./*.deb; find plain -name '*.dtb' -exec cp {} boot \\;
      # As copy_device_trees does with a kernel that does not drive its second chip.
      [[ ${kernel.linux} != 6.12 ]] || rm boot/bcm2712*
      export HYPRIOTKIT_CACHE=/cache work=$PWD/work BUILDER_DIR=/builder
      source /usr/local/lib/hypriotkit/builder.sh; source /builder/steps/overlays.sh
      add_overlays boot
      for tree in boot/*.dtb; do
        mkdir -p "boot/merged/$(basename "$tree")"
        for overlay in boot/overlays/*.dtbo; do
          fdtoverlay --input "$tree" --output "boot/merged/$(basename "$tree")/$(basename "$overlay")" "$overlay" 2>/dev/null || true
        done
      done`);
  }
});
afterAll(() => {
  builder?.remove();
  rmSync(folder, { recursive: true });
});

async function succeeds(script: string): Promise<string> {
  const { code, output } = await builder.run(`set -euo pipefail\n${script}`);
  expect({ code, output }).toMatchObject({ code: 0 });
  return output;
}

/** What the reader says of all trees and overlays of a kernel, and which values it finds for the cases. */
async function judged(linux: string, cases: Case[]): Promise<{ problems: string[]; cases: string[][] }> {
  const named = cases.map(([tree, lines, node, property]) => ({ tree, lines, node, property }));
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(named));
  builder.copyIn(join(folder, 'cases.json'), '/cases.json');
  return JSON.parse(
    await succeeds(`PYTHONPATH=/ python3 -B /judge-overlays.py /${linux}/boot </cases.json`),
  ) as Awaited<ReturnType<typeof judged>>;
}

describe.each(KERNELS)('with the device trees of Linux $linux', ({ linux }) => {
  const cases = linux === '6.12' ? CASES : [...CASES, ...CASES_PI_5];
  let found: Awaited<ReturnType<typeof judged>>;
  beforeAll(async () => {
    found = await judged(linux, cases);
  });

  it('every overlay fits every board that its map has, and every parameter changes something', () => {
    expect(found.problems).toEqual([]);
  });

  it.each(cases.map((one, number) => [...one, number] as const))('%s: %s', (_, __, ___, ____, value, number) => {
    expect(found.cases[number]).toEqual([value]);
  });
});

describe("the overlay of the Pi 5's second stepping", () => {
  /** A tree as source, sorted, without what only says how its nodes are referred to. */
  const source = (tree: string) =>
    `dtc --sort --quiet --in-format dtb --out-format dts ${tree} | sed '/^\\t__symbols__ {/,/^\\t};/d; /^\\t*phandle = /d'`;

  it("makes mainline's tree of the first stepping that of the second, and leaves that as it is", async () => {
    await succeeds(`
      cd /7.3; plain=$(dirname "$(find plain -name bcm2712-rpi-5-b.dtb)")
      for tree in bcm2712-rpi-5-b bcm2712-d-rpi-5-b; do
        fdtoverlay --input "$plain/$tree.dtb" --output /tmp/made.dtb boot/overlays/bcm2712d0.dtbo
        diff <(${source('/tmp/made.dtb')}) <(${source('"$plain/bcm2712-d-rpi-5-b.dtb"')})
      done
      ! diff --brief <(${source('"$plain/bcm2712-rpi-5-b.dtb"')}) <(${source('"$plain/bcm2712-d-rpi-5-b.dtb"')})`);
  });
});

describe('a build', () => {
  const steps = `source /usr/local/lib/hypriotkit/builder.sh; source /builder/steps/overlays.sh
    export work=$(mktemp --directory); BUILDER_DIR=$work`;

  it('ends when an overlay is not one that dtc likes', async () => {
    const { code, output } = await builder.run(`set -euo pipefail; ${steps}
      echo '/dts-v1/; /plugin/; &gpio { pins { status = <1>; }; };' >$work/bad.dts
      compile_overlay $work/bad.dts $work/bad.dtbo`);
    expect(code).toBe(1);
    expect(output).toMatch(/^error: .*bad\.dts is not a good overlay: .*Warning/m);
  });

  it('ends when the labels of a tree are others, and says so where it has none', async () => {
    const { code, output } = await builder.run(`set -euo pipefail; ${steps}; mkdir $work/parameters
      for name in bcm283x no-bluetooth no-pwr-led no-act-led; do
        compile_overlay /builder/parameters/$name.dts $work/parameters/$name.dtbo
      done
      echo '/dts-v1/; / { };' | dtc -o $work/none.dtb; add_parameters $work/none.dtb
      echo '/dts-v1/; / { a: b { }; };' | dtc -@ -o $work/other.dtb; add_parameters $work/other.dtb`);
    expect(code).toBe(1);
    expect(output).toContain('none.dtb has no labels: dtparam and dtoverlay of config.txt do nothing with it.');
    expect(output).toContain('the parameters do not fit other.dtb: its labels are not those of mainline Linux');
  });
});
