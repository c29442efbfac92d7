import { randomBytes, randomInt } from 'node:crypto';
import type { WorkspaceCopy } from '../../e2e/lib/workspace-copy';
import type { Benchmark, Result } from '../lib/benchmark';
import { containerImage } from '../lib/container-image';
import { inCopy } from '../lib/in-copy';
import { wholeAmong } from './from-nothing';

/*
 * One change, in a workspace whose store has everything else. Each value is new, so that no cache has it. If the build from nothing was
 * measured before, in the same run, it is what they are compared with.
 */

const IMAGE = ['run', 'rpi_sd_image:build'];
const SMALL_PACKAGES = ['cmatrix', 'cowsay', 'figlet', 'hello', 'ncdu', 'pv', 'rolldice', 'sl', 'toilet', 'tree'];

type Fields = Record<string, Record<string, unknown>>;

export const changeBenchmarks: Benchmark[] = [
  change('host-name', 'another host name', 25, (tag) => ({ root_fs: { hostname: tag } })),
  change('package', 'more small packages', 15, () => ({ root_fs: { packages: someOf(SMALL_PACKAGES) } })),
  change('boot-file', 'another line in config.txt', 40, (tag) => ({ rpi_sd_image: { config_txt: [`# ${tag}`] } })),
  // The comment is there because an earlier run has built this version.
  change('docker-version', "Docker's version", 10, (tag) => ({
    rpi_sd_image: { docker_engine_version: '26.1', config_txt: [`# ${tag}`] },
  })),
  change('container-image', 'one more container image, of 10 MB', 20, (tag, { root }) => {
    containerImage(`${root}/${tag}.tar`, tag);
    return { rpi_sd_image: { container_images: [`${tag}.tar`] } };
  }),
  change('kernel-option', 'another kernel option', 20, (tag) => ({
    rpi_kernel: { kernel_options: [`CONFIG_DEFAULT_HOSTNAME="${tag}"`] },
  })),
];

/** @param part The goal: this part of the time from nothing. */
function change(
  name: string,
  title: string,
  part: number,
  fieldsOf: (tag: string, copy: WorkspaceCopy) => Fields,
): Benchmark {
  const measure = async (earlier: Result[]) => {
    const seconds = await inCopy(async (copy) => {
      await copy.nx(IMAGE);
      copy.write('configs.json', JSON.stringify(fieldsOf(`bench-${randomBytes(4).toString('hex')}`, copy)));
      const started = Date.now();
      await copy.nx(IMAGE);
      return (Date.now() - started) / 1000;
    });
    const whole = wholeAmong(earlier);
    return {
      value: seconds,
      unit: 's' as const,
      ...(whole && { reference: { what: whole.title, value: whole.value } }),
    };
  };
  return { name, title, goal: 1 / part, measure };
}

const someOf = (names: string[]): string[] => names.filter(() => randomInt(2) === 1).concat('nyancat');
