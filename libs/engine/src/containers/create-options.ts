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
      ...(spec.cpuset !== undefined && { CpusetCpus: spec.cpuset }),
      Mounts: [...mounts(spec.volumes ?? {}), ...binds(spec.hostPaths ?? {})],
      // The output is read live. A copy of it would only fill the engine's disk.
      LogConfig: { Type: 'none', Config: {} },
    },
    ...(spec.name === undefined ? {} : { name: spec.name }),
    ...(spec.hostname === undefined ? {} : hostAndDomain(spec.hostname)),
    ...(spec.command === undefined ? {} : { Cmd: [...spec.command] }),
    ...(spec.entrypoint === undefined ? {} : { Entrypoint: [...spec.entrypoint] }),
  };
}

function hostAndDomain(name: string): { Hostname: string; Domainname?: string } {
  const [host, ...domain] = name.split('.');
  return { Hostname: host!, ...(domain.length > 0 && { Domainname: domain.join('.') }) };
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

function hostAccess(access: HostAccess): HostConfig {
  const { privileged, capabilities, limited, offline, mounting, unconfined, devices, folders } = access;
  const added = [...(capabilities ?? []), ...(mounting ? ['SYS_ADMIN'] : [])];
  const security = securityOptions(access);
  return {
    Privileged: privileged ?? false,
    ...(limited && { CapDrop: ['ALL'] }),
    ...(added.length > 0 && { CapAdd: added }),
    ...(security.length > 0 && { SecurityOpt: security }),
    ...(unconfined && { ReadonlyPaths: [] }),
    ...(offline && { NetworkMode: 'none' }),
    ...(devices && {
      Devices: devices.map((path) => ({ PathOnHost: path, PathInContainer: path, CgroupPermissions: 'rwm' })),
    }),
    // Not Mounts, which reject a folder that is missing on the engine's host. A builder may work without it.
    ...(folders && { Binds: folders.map((path) => `${path}:${path}:ro`) }),
  };
}

function securityOptions({ limited, mounting, unconfined }: HostAccess): string[] {
  return [
    ...(unconfined ? ['seccomp=unconfined'] : []),
    // Docker's AppArmor profile refuses mounts. Its seccomp filter lets through what the capability allows.
    ...(unconfined || mounting ? ['apparmor=unconfined'] : []),
    ...(limited ? ['no-new-privileges'] : []),
  ];
}
