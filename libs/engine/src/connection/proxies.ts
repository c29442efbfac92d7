import { secretsInUrls } from '@hypriotkit/core';
import type { DockerConfig, ProxySettings } from './docker-config';
import { readDockerConfig } from './docker-config';
import { worldOfEngine, type Engine } from './engine';

/** The variables that programs read, by the settings in config.json. Each is set in small letters and in capitals. */
const VARIABLES: Record<keyof ProxySettings, string> = {
  httpProxy: 'http_proxy',
  httpsProxy: 'https_proxy',
  ftpProxy: 'ftp_proxy',
  allProxy: 'all_proxy',
  noProxy: 'no_proxy',
};

export interface Proxies {
  /** Environment variables for containers, and build arguments for images: every Dockerfile knows them. */
  variables: Record<string, string>;
  /** Passwords in the addresses, in every form that they may have. */
  secrets: string[];
}

/**
 * Returns the proxies for what runs in an engine: those that the docker command's config.json has for this engine or for
 * all, as that command does, or else those of the caller's environment. The latter are left out if they are on this machine
 * itself, where no container reaches them.
 *
 * They say how to reach something, not what is made: no key and no label has them.
 *
 * @throws DockerConfigInvalid
 */
export async function proxiesFor(engine: Engine): Promise<Proxies> {
  const { env } = worldOfEngine(engine);
  const settings = withLoopback(ofConfig(await readDockerConfig(worldOfEngine(engine)), engine) ?? ofEnvironment(env));
  const given = Object.entries(VARIABLES).flatMap(([setting, variable]) => {
    const value = settings[setting as keyof ProxySettings];
    return value ? [[variable, value] as const, [variable.toUpperCase(), value] as const] : [];
  });
  return {
    variables: Object.fromEntries(given),
    secrets: [...new Set(given.flatMap(([, value]) => passwordsIn(value)))],
  };
}

const ofConfig = ({ proxies }: DockerConfig, { address }: Engine): ProxySettings | undefined =>
  proxies?.[address] ?? proxies?.['default'];

function ofEnvironment(env: NodeJS.ProcessEnv): ProxySettings {
  const given = Object.entries(VARIABLES).flatMap(([setting, name]) => {
    const value = env[name] || env[name.toUpperCase()];
    return value && (setting === 'noProxy' || !isHere(value)) ? [[setting, value]] : [];
  });
  return Object.fromEntries(given) as ProxySettings;
}

/** What a container serves itself is never asked of a proxy. */
function withLoopback({ noProxy, ...proxies }: ProxySettings): ProxySettings {
  if (Object.keys(proxies).length === 0) return {};
  return { ...proxies, noProxy: [...(noProxy ? [noProxy] : []), 'localhost', '127.0.0.1', '::1'].join(',') };
}

/** Whether a proxy is on the loopback interface. */
const isHere = (address: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(urlOf(address)?.hostname ?? '');

/** As it stands there, decoded, and as programs that parse the address encode it. */
function passwordsIn(address: string): string[] {
  const parsed = urlOf(address)?.password;
  return [...secretsInUrls(withScheme(address)), ...(parsed ? [parsed] : [])];
}

function urlOf(address: string): URL | undefined {
  const text = withScheme(address);
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** It may be missing, as in proxy.example:3128. */
const withScheme = (address: string): string => (/^\w+:\/\//.test(address) ? address : `http://${address}`);
