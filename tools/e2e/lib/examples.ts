import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningContainer } from './containers';
import { ROOT } from './workspace';
import type { WorkspaceCopy } from './workspace-copy';

/** The names of the examples, each of which is a board when it is copied. */
export const EXAMPLES = readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
  .filter((entry) => existsSync(join(ROOT, 'examples', entry.name, 'configs.json')))
  .map(({ name }) => name);

/** Where the key pair of the swarm goes. */
export const SWARM_KEY_FILE = 'boards/swarm-worker-1/files/etc/swarm-key';

/** The variables that the examples take values from. */
export const exampleVariables = (publicKey: string): NodeJS.ProcessEnv => ({
  WIFI_NAME: 'crows-nest',
  WIFI_PASSWORD: 'yo-ho-ho-ho',
  SWARM_KEY: `restrict,command="docker swarm join-token --quiet worker" ${publicKey}`,
});

/** Makes boards of the examples, with the commands of their page. */
export function copyExamples(workspace: WorkspaceCopy): void {
  const commands = workspace.read('examples/README.md').match(/^mkdir -p boards && cp .*$/gm) ?? [];
  for (const command of commands) execFileSync('sh', ['-ec', command], { cwd: workspace.root });
}

/**
 * Gives a board a container image of the same name as the one that it has from a registry, which tests do not reach. It is
 * a busybox.
 *
 * @param proof A container of proof's image.
 * @param command What the image runs unless the compose file says something else.
 */
export async function standInFor(
  image: string,
  board: string,
  workspace: WorkspaceCopy,
  proof: RunningContainer,
  command: string[] = ['sh'],
): Promise<void> {
  proof.copyIn(join(ROOT, 'tools/e2e/lib/container-image.sh'), '/usr/local/bin');
  // The board may take today's date for one in the future.
  const { code, output } = await proof.run(
    `set -e; rm -rf /tmp/layer; mkdir -p /tmp/layer/bin /tmp/layer/tmp /tmp/layer/www; cd /tmp/layer
     cp /usr/local/lib/busybox-arm64 bin/busybox; chmod 755 bin/busybox
     for name in sh awk basename cat date dirname echo httpd sleep tee; do ln -s busybox bin/$name; done
     tar --create --owner 0 --group 0 --mtime @0 --file /tmp/layer.tar .
     container-image.sh /tmp/${board}.tar arm64 /tmp/layer.tar ${image}`,
    { COMMAND: JSON.stringify(command) },
  );
  if (code !== 0) throw new Error(output);
  proof.copyOut(`/tmp/${board}.tar`, workspace.root);
  workspace.editJson(`boards/${board}/configs.json`, (json) => {
    const fields = json['rpi_sd_image']!;
    expect(fields['container_images']).toEqual([image]);
    fields['container_images'] = [`${board}.tar`];
  });
}
