import { builderImage, RunningContainer } from '../../e2e/lib/containers';

const PREAMBLE = `
  set -euo pipefail
  source /usr/local/lib/hypriotkit/builder.sh
  source /usr/local/lib/hypriotkit/keys.sh
  BUILDER_DIR=/builder WORK_DIR=$(mktemp --directory)
  for part in target sources packages; do source /builder/steps/$part.sh; done
`;

/** The address of the mirror that the builders use. */
export async function debianMirror(): Promise<string> {
  const { output } = await inBuilder("TARGET_SUITE=trixie; mirrored_suites | sed -n 's/ trixie$//p'");
  return output.trim();
}

/** Whether that mirror has what a target asks for by default, as it is signed. */
export async function servesTarget(target: string): Promise<boolean> {
  const { code } = await inBuilder(`read_target ${target}; sources=$(target_sources); read_indexes "$sources"`);
  return code === 0;
}

async function inBuilder(script: string) {
  const builder = new RunningContainer(await builderImage('root_fs', 'components/root_fs/builder'));
  try {
    return await builder.run(PREAMBLE + script);
  } finally {
    builder.remove();
  }
}
