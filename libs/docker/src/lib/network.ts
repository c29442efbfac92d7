import { resolve } from 'node:path';
import { takesBaseImage, type Base, type BuilderSource } from '@hypriotkit/component';
import { textOf, type ComponentConfig } from '@hypriotkit/config';
import type { ContainerOptions } from './container-options';

/** Fields of a component about how its builder, and those based on it, reach the network. */
const FIELDS = { mirror: 'mirror', proxy: 'apt_proxy', snapshot: 'snapshot', certificates: 'ca_certificates' };

/**
 * Has a builder reach the network as its configuration says. A mirror and certificates come into an image of their own
 * under it, so that nothing is another image where neither is set. A foreign builder does not take its base, and is
 * left alone.
 */
export function withNetwork(
  builder: BuilderSource,
  config: ComponentConfig,
  { network }: Pick<ContainerOptions, 'network'>,
  workspaceRoot: string,
): BuilderSource {
  if (network === undefined || !takesBaseImage(builder.folder)) return builder;
  const aptProxy = textOf(config, FIELDS.proxy);
  const snapshot = (config[FIELDS.snapshot] ?? []) as string[];
  const base = baseWith(textOf(config, FIELDS.mirror), textOf(config, FIELDS.certificates));
  return { ...builder, base, ...(aptProxy && { aptProxy }), ...(snapshot.length > 0 && { snapshot }) };

  function baseWith(mirror: string, certificates: string): Base {
    if (!mirror && !certificates) return builder.base;
    return {
      folder: resolve(workspaceRoot, network!),
      image: nameBelow(builder.image),
      base: builder.base,
      buildArgs: { MIRROR: mirror },
      ...(certificates && { contextFiles: { 'ca-certificates.pem': resolve(workspaceRoot, certificates) } }),
    };
  }
}

/** `hypriotkit/base_image:latest` lies on `hypriotkit/base_image_network:latest`. */
const nameBelow = (image: string): string => image.replace(/(:[^:/]*)?$/, (tag) => `_network${tag}`);
