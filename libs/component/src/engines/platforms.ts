import { closest } from '@hypriotkit/config';

/** The platforms that engines are there for, as `docker build --platform` has them. */
export const PLATFORMS = [
  ...['linux/386', 'linux/amd64', 'linux/arm/v7', 'linux/arm64'],
  ...['linux/mips64le', 'linux/ppc64le', 'linux/riscv64', 'linux/s390x'],
];

/** Returns what is wrong with the name of a platform, if anything is. */
export const problemOfPlatform = (platform: string): string | undefined =>
  PLATFORMS.includes(platform)
    ? undefined
    : `"${platform}" is not one of ${PLATFORMS.join(', ')}${closest(platform, PLATFORMS)}`;

/** The architecture in a platform, as engines call their own. */
export const architectureOf = (platform: string): string => platform.split('/')[1]!;
