import { builderContainer, type RunningContainer } from './containers';

/** What a script begins with that uses the steps of root_fs' builder before anything is installed. */
export const PREAMBLE = `
  set -euo pipefail
  source /usr/local/lib/hypriotkit/builder.sh
  source /usr/local/lib/hypriotkit/keys.sh
  BUILDER_DIR=/builder WORK_DIR=$(mktemp --directory)
  for part in target sources packages repositories running added-packages localization; do source /builder/steps/$part.sh; done
`;

/** A container of root_fs' builder image. */
export const rootFsBuilder = (): Promise<RunningContainer> => builderContainer('root_fs');
