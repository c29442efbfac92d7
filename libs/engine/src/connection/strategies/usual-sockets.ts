import type { World } from '../world';
import type { Strategy } from './strategy';

/** The default sockets: the system's, those of rootless engines, and those of desktop programs. */
export const usualSockets: Strategy = (world) =>
  addresses(world).map((address) => ({ foundBy: 'usual socket', address, decisive: false }));

function addresses({ platform, env, home }: World): string[] {
  if (platform === 'win32') return ['npipe:////./pipe/docker_engine', 'npipe:////./pipe/podman-machine-default'];
  const runtime = env.XDG_RUNTIME_DIR;
  const paths = [
    '/var/run/docker.sock',
    ...(runtime ? [`${runtime}/docker.sock`] : []),
    `${home}/.docker/run/docker.sock`,
    `${home}/.docker/desktop/docker.sock`,
    `${home}/.colima/default/docker.sock`,
    `${home}/.rd/docker.sock`,
    ...(runtime ? [`${runtime}/podman/podman.sock`] : []),
    '/run/podman/podman.sock',
  ];
  return paths.map((path) => `unix://${path}`);
}
