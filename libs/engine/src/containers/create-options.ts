import type { ContainerCreateOptions, HostConfig } from 'dockerode';
import { assertVolumeName } from '../volumes/volumes';
import type { ContainerSpec, HostAccess } from './container-spec';

/** Converts a spec to the engine's options. */
export function createOptions(spec: ContainerSpec): ContainerCreateOptions {
  return {
    Image: spec.imageId ?? spec.image,
    Env: Object.entries(spec.env ?? {}).map(([name, value]) => `${name}=${value}`),
    Labels: { ...spec.labels },
    AttachStdin: false,
    AttachStdout: true,
    AttachStderr: true,
    HostConfig: {
      ...hostAccess(spec.access ?? {}),
      Mounts: [...mounts(spec.volumes ?? {}), ...binds(spec.hostPaths ?? {})],
      ...(spec.offline && { NetworkMode: 'none' }),
      // The output is read live. A copy of it would only fill the engine's disk.
      LogConfig: { Type: 'none', Config: {} },
    },
    ...(spec.name === undefined ? {} : { name: spec.name }),
    ...(spec.command === undefined ? {} : { Cmd: [...spec.command] }),
    ...(spec.entrypoint === undefined ? {} : { Entrypoint: [...spec.entrypoint] }),
  };
}

function mounts(volumes: Record<string, string>): { Type: 'volume'; Source: string; Target: string }[] {
  return Object.entries(volumes).map(([name, path]) => {
    assertVolumeName(name);
    return { Type: 'volume', Source: name, Target: path };
  });
}

/** Unlike `Binds`, a mount does not create a missing path on the host. */
function binds(paths: Record<string, string>): { Type: 'bind'; Source: string; Target: string }[] {
  return Object.entries(paths).map(([path, target]) => ({ Type: 'bind', Source: path, Target: target }));
}

function hostAccess({ privileged, capabilities, mounting, unconfined, devices, folders }: HostAccess): HostConfig {
  const added = [...(capabilities ?? []), ...(mounting ? ['SYS_ADMIN'] : [])];
  return {
    Privileged: privileged ?? false,
    ...(added.length > 0 && { CapAdd: added }),
    // Docker's AppArmor profile refuses mounts. Its seccomp filter lets through what the capability allows.
    ...(mounting && { SecurityOpt: ['apparmor=unconfined'] }),
    ...(unconfined && { SecurityOpt: ['seccomp=unconfined', 'apparmor=unconfined'], ReadonlyPaths: [] }),
    ...(devices && {
      Devices: devices.map((path) => ({ PathOnHost: path, PathInContainer: path, CgroupPermissions: 'rwm' })),
    }),
    // Not Mounts, which reject a folder that is missing on the engine's host. A builder may work without it.
    ...(folders && { Binds: folders.map((path) => `${path}:${path}:ro`) }),
  };
}
