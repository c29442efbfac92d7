import { matches } from '@hypriotkit/artifacts';
import { expand } from '@hypriotkit/config';
import project from './project.json';

it('accepts the root filesystem under the names of the seed and of the official repository, and no other', () => {
  const [{ role, file }] = project.targets.build.options.official.artifacts as [{ role: string; file: string }];
  const accepts = (target: string, name: string) =>
    matches({ role, file: expand(file, { target, version: 'v1' }) }, name);
  expect(accepts('amd64', 'rootfs-amd64-v1.tar.gz')).toBe(true);
  expect(accepts('amd64', 'rootfs-amd64-debian-v1.tar.gz')).toBe(true);
  expect(accepts('arm64-debian', 'rootfs-arm64-debian-v1.tar.gz')).toBe(true);
  expect(accepts('amd64', 'rootfs-i386-debian-v1.tar.gz')).toBe(false);
  expect(accepts('amd64', 'rootfs-amd64-debian-v1.tar.gz.sha256')).toBe(false);
});
