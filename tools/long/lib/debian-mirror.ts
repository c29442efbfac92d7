import { PREAMBLE, rootFsBuilder } from '../../e2e/lib/root-fs-builder';

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
  const builder = await rootFsBuilder();
  try {
    return await builder.run(PREAMBLE + script);
  } finally {
    builder.remove();
  }
}
