import { execFileSync } from 'node:child_process';
import { buildComponent } from './index';
import { smallBuilder, type SmallBuilder } from './testing/small-builder';

/** No registry can be asked for it. */
const BASE = `registry.invalid/hypriotkit-test-base:${process.pid}`;
const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8' }).trim();
const idOf = (image: string) => docker('image', 'inspect', '--format', '{{.Id}}', image);
/** Of the engine, as `docker build --platform` has it. */
const own = docker('version', '--format', '{{.Server.Os}}/{{.Server.Arch}}');

let builder: SmallBuilder;
beforeAll(async () => {
  docker('tag', 'debian:trixie-slim', BASE);
  builder = await smallBuilder('echo tea > tea-1.txt');
});
afterAll(async () => {
  await builder.remove();
  docker('rmi', BASE);
});

const build = (platform: string, dockerfile?: string) => {
  const source = { ...builder.request.builder, base: { image: BASE } };
  const signal = new AbortController().signal;
  if (dockerfile !== undefined) builder.dockerfile(dockerfile);
  return buildComponent({ ...builder.request, builder: source }, { ...builder, platform, signal });
};

it.each([
  ['the base', undefined],
  [
    'an image that the Dockerfile names',
    `FROM ${BASE}\nCOPY build.sh /\nWORKDIR /workspace\nCMD ["sh", "/build.sh"]\n`,
  ],
])('a builder image is made from images for the platform, and from no others: %s', async (_, dockerfile) => {
  await build(own, dockerfile);
  const before = idOf(BASE);
  await expect(build(own === 'linux/riscv64' ? 'linux/s390x' : 'linux/riscv64')).rejects.toMatchObject({
    code: 'HK_IMAGE_PULL_FAILED',
  });
  expect(idOf(BASE)).toBe(before);
});
