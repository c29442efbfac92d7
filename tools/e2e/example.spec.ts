import { builderImage, RunningContainer } from './lib/containers';
import { copyExamples, exampleVariables, standInFor } from './lib/examples';
import { boardReport, failures, held } from './lib/report';
import { WorkspaceCopy } from './lib/workspace-copy';

/* The example that has the most to do with the image. tools/long/examples.spec.ts has the others. */

const ENV = exampleVariables('');
const HOUR = 60 * 60 * 1000;

const EXPECTATIONS = `sensor:
  - expect: the overlay for the bus is where the firmware looks for it
    on: [image]
    file: /boot/firmware/overlays/w1-gpio.dtbo
    binary: true
    has: w1-gpio
  - expect: the reader says that there is no sensor
    on: [qemu]
    command: docker logs compose-reader-1
    has: ^There is no sensor on the 1-wire bus.$
  - expect: the reader can write to the data partition
    on: [qemu]
    command: docker exec compose-reader-1 sh -c 'echo ahoy >/data/note' && cat /data/note && mountpoint --quiet /data
    prints: ahoy
`;

let workspace: WorkspaceCopy;
let proof: RunningContainer;
beforeAll(async () => {
  workspace = new WorkspaceCopy();
  proof = new RunningContainer(await builderImage('rpi_sd_image_proof', 'components/rpi_sd_image/proof'));
  copyExamples(workspace);
  await standInFor('busybox:1.37.0', 'sensor', workspace, proof);
  workspace.write('expectations.yaml', EXPECTATIONS);
}, HOUR);
afterAll(() => {
  proof?.remove();
  workspace?.remove();
});

it(
  'the example sensor is built, and is as expected, in the image and when it has booted',
  async () => {
    await workspace.nx(['run', 'sensor:verify'], ENV);
    expect(failures(boardReport('sensor', 'verify', workspace.root))).toEqual([]);
    await workspace.nx(['run', 'sensor:boot', '--scenario=first_boot', '--reuse'], ENV);
    const report = boardReport('sensor', 'boot', workspace.root);
    expect(failures(report)).toEqual([]);
    expect(held(report, 'first boot: sensor')).toHaveLength(2);
    expect(held(report, 'first boot: container images')).toContain('the services of the compose project run');
  },
  HOUR,
);
