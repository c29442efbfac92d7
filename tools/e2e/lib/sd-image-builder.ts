import { builderContainer, type RunningContainer } from './containers';

/** What a script begins with that uses the steps of rpi_sd_image's builder, and the names of what is in its root file system. */
export const PREAMBLE = `
  set -euo pipefail
  source /usr/local/lib/hypriotkit/builder.sh
  for part in /builder/lib/*.sh /builder/steps/*.sh; do source "$part"; done
  BUILDER_DIR=/builder
  export SOURCE_DATE_EPOCH=1767225600 ROOT_FS_ARCH=arm64
  SCRATCH=$(mktemp --directory) root=$SCRATCH/root
  mkdir "$root"
  listed() { tr '\\n' ' ' <"$root$IMAGES_LIST"; }
  packed() { tar --list --file "$root$IMAGES_ARCHIVE" | grep -c "$1"; }
`;

/** A container of rpi_sd_image's builder image. */
export const sdImageBuilder = (): Promise<RunningContainer> => builderContainer('rpi_sd_image');
