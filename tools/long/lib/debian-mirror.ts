import { PREAMBLE, rootFsBuilder } from '../../e2e/lib/root-fs-builder';

/** Returns the URL of the mirror that the builders use. */
export async function debianMirror(): Promise<string> {
  const { output } = await inBuilder("TARGET_SUITE=trixie; mirrored_suites | sed -n 's/ trixie$//p'");
  return output.trim();
}

/** Returns whether the mirror has valid signed indexes for a target's default sources. */
export async function servesTarget(target: string): Promise<boolean> {
  const { code } = await inBuilder(`read_target ${target}; sources=$(target_sources); read_indexes "$sources"`);
  return code === 0;
}

async function inBuilder(script: string) {
  const builder = await rootFsBuilder();
  try {
    return await builder.run(PREAMBLE + script);
  } finally {
    builder.remove();
  }
}
