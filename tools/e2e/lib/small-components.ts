import type { WorkspaceCopy } from './workspace-copy';

const BASE = 'debian:trixie-slim';
const text = { type: 'string' };

/** What stands for every time in what is built: nothing of an earlier test comes from the store. */
export const NOW = String(Math.floor(Date.now() / 1000));

/** A script for builders: it fetches something that is never the same twice, unless it is locked, and records it as the shell library does. */
export const FETCH = `mkdir -p /run/hypriotkit
digest=$(date +%s%N)
[ ! -e /run/hypriotkit/lock ] || digest=$(awk '$1 == "image" { print $3 }' /run/hypriotkit/lock)
printf 'image\\tleaf\\t%s\\t-\\t-\\t-\\n' "$digest" >/run/hypriotkit/inputs`;

/**
 * Two components in a copy of the workspace, `small_tea` of which reads what `small_pot` makes. Both get a password.
 *
 * @param prefix takes the place of `small`, so that a test can tell its containers from those of others
 * @param same a copy with the same components: only with images of the same names do both have the same hashes
 */
export function addSmallComponents(
  workspace: WorkspaceCopy,
  script: string,
  prefix = 'small',
  same: WorkspaceCopy = workspace,
): void {
  const [pot, tea] = [`${prefix}_pot`, `${prefix}_tea`];
  for (const name of [pot, tea]) {
    const image = same.image(name);
    const repo = `components/${name}/builder`;
    workspace.editJson('image/configs.json', (json) => (json[name] = { image, repo, password: 'known' }));
    workspace.editJson('image/configs.schema.json', ({ properties }) => {
      const fields = { image: text, repo: text, password: { type: 'string', writeOnly: true } };
      properties![name] = { type: 'object', additionalProperties: false, properties: fields };
    });
    const options = {
      base: { image: BASE },
      environment: { PASSWORD: '{password}' },
      inputs: name === tea ? [{ component: pot, role: 'archive' }] : [],
      artifacts: [{ role: 'archive', file: `${name}.txt` }],
    };
    const build = { executor: '@hypriotkit/docker:build', options };
    workspace.write(`components/${name}/project.json`, JSON.stringify({ name, targets: { build } }));
    workspace.write(
      `${repo}/Dockerfile`,
      'ARG BASE_IMAGE\nFROM $BASE_IMAGE\nCOPY build.sh /\nWORKDIR /workspace\nCMD ["bash", "/build.sh"]\n',
    );
    workspace.write(`${repo}/build.sh`, `set -eu\n${script}\nid >${name}.txt\n`);
  }
  workspace.commit();
}
