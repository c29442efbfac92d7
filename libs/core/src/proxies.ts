/** The proxies of this process, in the form that undici's EnvHttpProxyAgent takes. */
export interface Proxies {
  /** URL, or empty. */
  httpProxy: string;
  httpsProxy: string;
  /** Hosts that are asked directly, with commas between them. */
  noProxy: string;
}

/**
 * Returns the proxies that http_proxy, https_proxy and no_proxy name, in small letters or capitals. A proxy is never asked
 * for this machine, as with the docker command.
 */
export function proxiesOf(env: NodeJS.ProcessEnv): Proxies {
  const noProxy = variable(env, 'no_proxy').trim();
  return {
    httpProxy: proxyIn(env, 'http_proxy'),
    httpsProxy: proxyIn(env, 'https_proxy'),
    noProxy: noProxy === '*' ? noProxy : `${noProxy},localhost,127.0.0.1,[::1]`,
  };
}

/** Like curl, it takes a host without a scheme. */
function proxyIn(env: NodeJS.ProcessEnv, name: string): string {
  const text = variable(env, name);
  const url = text === '' || text.includes('://') ? text : `http://${text}`;
  // The text may have a password.
  if (url !== '' && !URL.canParse(url)) throw new Error(`the proxy in ${name} or ${name.toUpperCase()} is no URL`);
  return url;
}

const variable = (env: NodeJS.ProcessEnv, name: string): string => env[name] ?? env[name.toUpperCase()] ?? '';
