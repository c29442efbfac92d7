// `npm run test:python`: the tests beside the sources of proof, and those of the board's own programs, in a container of the image
// that verify and boot run in. Nobody needs a Python for them, and what they pass with is what is used. `--report FILE` writes how many there were.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { builderImage, RunningContainer } from '../e2e/lib/containers';
import { ROOT } from '../e2e/lib/workspace';

const PROOF = 'components/rpi_sd_image/proof';
/** Programs of the board, and their tests, which use proof's knowledge of the firmware. */
const ON_BOARD = 'components/rpi_sd_image/builder/files/system/usr/lib/hypriotos';
const THEIR_TESTS = 'components/rpi_sd_image/testing/on_board';
/** A program that runs in the image of proof, and its tests. */
const DESCRIBE = 'components/rpi_sd_image/describe';

const { values } = parseArgs({ options: { report: { type: 'string' } } });
void test(values.report);

async function test(report?: string): Promise<void> {
  const container = new RunningContainer(await builderImage('rpi_sd_image_proof', PROOF));
  try {
    // With the tests, which are not in the image.
    container.copyIn(`${join(ROOT, PROOF)}/.`, '/proof');
    for (const name of ['kernel_updates', 'disk_id.py', 'disk-id'])
      container.copyIn(join(ROOT, ON_BOARD, name), '/proof');
    container.copyIn(join(ROOT, THEIR_TESTS), '/proof');
    container.copyIn(`${join(ROOT, DESCRIBE)}/.`, '/proof');
    const { code, output } = await container.run("cd /proof && python3 -B -m unittest discover --pattern '*_test.py'");
    process.stdout.write(output);
    if (report) write(report, counts(output));
    process.exitCode = code ?? 1;
  } finally {
    container.remove();
  }
}

function write(report: string, content: object): void {
  mkdirSync(dirname(report), { recursive: true });
  writeFileSync(report, JSON.stringify(content));
}

/** By unittest's last lines, with the names that jest has for them. */
function counts(output: string): { numPassedTests: number; numFailedTests: number } {
  const ran = Number(/^Ran (\d+) tests?/m.exec(output)?.[1] ?? 0);
  const last = /^FAILED \((.*)\)$/m.exec(output)?.[1] ?? '';
  const bad = [...last.matchAll(/(?:failures|errors)=(\d+)/g)].reduce((sum, [, number]) => sum + Number(number), 0);
  return { numPassedTests: Math.max(ran - bad, 0), numFailedTests: bad };
}
