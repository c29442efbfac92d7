import { join } from 'node:path';
import { builderContainer, type RunningContainer } from './containers';

const TIME = '1767225600';
/** Where a git daemon of the container serves the repositories of /git. */
export const REPOSITORY = 'git://127.0.0.1/linux';
const BRANCHES = {
  main: 'CONFIG_FROM_MAIN',
  'rpi-6.99.y': 'CONFIG_FROM_BRANCH',
} as const;

/** An option of the builder's that the source from git lacks. */
export const LACKING = 'BRIDGE';
/** Prints what a source's Kconfig has that knows the builder's options. */
export const KNOWN_OPTIONS =
  "sed -nE 's/^CONFIG_([A-Za-z0-9_]+)=.*/config \\1/p' /builder/config/*.config | sort --unique";

const PREAMBLE = `
  set -euo pipefail
  export HYPRIOTKIT_CACHE=$(mktemp --directory)
  source /usr/local/lib/hypriotkit/builder.sh
  for part in /builder/steps/*.sh; do source "$part"; done
  work=$(mktemp --directory) objects=$work/objects kernel_source=/source BUILDER_DIR=$work/builder root=$work/root
  mkdir -p "$objects" "$BUILDER_DIR/config" "$root/boot"
  wants() { printf '%s\\n' "\${@:2}" >"$BUILDER_DIR/config/$1.config"; }
`;
/** A container has one time and one number of jobs for everything. */
const ENVIRONMENT = { SOURCE_DATE_EPOCH: TIME, HYPRIOTKIT_JOBS: '2' };

/** A container of rpi_kernel's builder image, with a small source of a kernel in git and in /source. */
export class KernelBuilder {
  private constructor(private readonly container: RunningContainer) {}

  static async start(): Promise<KernelBuilder> {
    const component = join(__dirname, '..', '..', '..', 'components');
    const container = await builderContainer('rpi_kernel');
    container.copyIn(join(component, 'rpi_kernel', 'testing', 'source'), '/source');
    container.copyIn(join(component, 'base_image', 'testing', 'archive.sh'), '/archive.sh');
    const builder = new KernelBuilder(container);
    await builder.succeeds(SERVED_SOURCE);
    return builder;
  }

  remove(): void {
    this.container.remove();
  }

  /** Runs a script that uses the builder's steps. */
  run(script: string, env: Record<string, string> = {}) {
    return this.container.run(PREAMBLE + script, { ...ENVIRONMENT, ...env });
  }

  /** Runs a script without them, which has to succeed. */
  async succeeds(script: string, env: Record<string, string> = {}): Promise<string> {
    const { code, output } = await this.container.run(`set -e\n${script}`, { ...ENVIRONMENT, ...env });
    expect({ code, output }).toMatchObject({ code: 0 });
    return output;
  }

  /** The builder itself, from the beginning: what /builds has afterwards, and what it said. */
  async build(env: Record<string, string>) {
    const { code, output } = await this.container.run(
      `cp /etc/apt/sources.list /sources
       trap 'cp /sources /etc/apt/sources.list; rm -f /etc/apt/apt.conf.d/93hypriotkit-suite' EXIT
       rm -rf /builds /tmp/rpi_kernel /cache; /builder/build.sh && cd /builds && sha256sum --check --quiet *.sha256`,
      { ...ENVIRONMENT, ...env },
    );
    return { code, output, files: (await this.container.run('ls /builds')).output.trim().split('\n') };
  }
}

const SERVED_SOURCE = `
  git config --global user.name test; git config --global user.email test@localhost
  git config --global init.defaultBranch main
  cp --recursive /source /git-work; cd /git-work; git init --quiet
  ${KNOWN_OPTIONS} | grep -v '^config ${LACKING}$' >>Kconfig
  ${Object.entries(BRANCHES)
    .map(
      ([branch, option]) =>
        `git checkout --quiet -B ${branch}; echo config ${option.slice(7)} >>Kconfig; git add .; git commit --quiet --message ${branch};`,
    )
    .join('\n')}
  git tag v6.99 main; git checkout --quiet main
  mkdir /git; git clone --quiet --bare . /git/linux; git init --quiet --bare /git/empty
  git clone --quiet --bare . /git/other
  cd /; rm -rf /other-work; git clone --quiet /git/other /other-work; cd /other-work; git rm --quiet Kbuild
  git commit --quiet --message other; git push --quiet
  git daemon --export-all --base-path=/git --detach --reuseaddr`;
