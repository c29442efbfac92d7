import { putText, type Container } from '@hypriotkit/engine';
import type { Base, BuilderSource } from './request';
import { takesBaseImage } from './takes-base-image';

/** How the builders' apt reaches the network; `apt.sh` of base_image hands it on. The board's apt never reads it. */
const APT_NETWORK = '/etc/apt/apt.conf.d/92hypriotkit-network';

/** Returns the proxy of a builder: its own, or that of what it is based on. A foreign builder gets none. */
export function aptProxyOf(builder: Base): string | undefined {
  if (!('folder' in builder) || !takesBaseImage(builder.folder)) return undefined;
  return builder.aptProxy ?? aptProxyOf(builder.base);
}

/** Returns the snapshots of a builder: its own, or those of what it is based on. A foreign builder gets none. */
export function snapshotOf(builder: Base): string[] {
  if (!('folder' in builder) || !takesBaseImage(builder.folder)) return [];
  return builder.snapshot ?? snapshotOf(builder.base);
}

/** Build arguments that every Dockerfile knows, and that become part of no image and of no key of the engine's cache. */
export function proxyArgs(builder: BuilderSource): Record<string, string> {
  const proxy = aptProxyOf(builder);
  return proxy === undefined ? {} : { http_proxy: proxy };
}

/** Tells the apt of a container that has not been started about the proxy. */
export async function putAptProxy(container: Container, builder: BuilderSource): Promise<void> {
  const proxy = aptProxyOf(builder);
  if (proxy !== undefined) await putText(container, APT_NETWORK, `Acquire::http::Proxy "${proxy}";\n`, 0o644);
}
