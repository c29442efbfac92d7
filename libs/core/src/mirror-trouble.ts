/** Why a package manager got nothing from an archive, or not all of it. */
export interface MirrorTrouble {
  /** What to do, for users. */
  advice: string;
  /** The archive changed meanwhile: asked again from the beginning, it may have everything. */
  passing: boolean;
}

const CHANGED = 'The archive changed meanwhile, or a proxy in between keeps old files: build again in a few minutes.';

/** Messages of apt 2.2 to 3.0 with its methods http, https and gpgv, and of sqv. The first that fits is the reason. */
const TROUBLES: [pattern: RegExp, advice: string, passing?: 'passing'][] = [
  [
    /Release file for .* is expired/i,
    "The mirror serves old indexes, or the clock of the engine's machine is ahead: take another mirror (base_image.mirror), or set the clock.",
  ],
  [
    /Release file for .* is not valid yet|Not live until/i,
    "The clock of the engine's machine is behind: set it, and build again.",
  ],
  [/Hash Sum mismatch|File has unexpected size|Mirror sync in progress/i, CHANGED, 'passing'],
  [/Failed to fetch \S+\.u?deb\s+404|\.u?deb: .*404 +Not Found/i, CHANGED, 'passing'],
  [
    /407 +Proxy Authentication|HTTP code 407/i,
    "The proxy wants a name and a password: give them in its address, where it is set (http_proxy, or proxies in the docker command's config.json).",
  ],
  [
    /certificate ver\w+ failed|unknown CA|self.signed certificate|certificate issuer is unknown/i,
    "The server's certificate is of a CA that the builder does not know. If your network intercepts TLS, name its certificate in base_image.ca_certificates.",
  ],
  [
    /NO_PUBKEY|is not signed|signatures couldn't be verified|Missing key/i,
    'The archive is signed with a key that the builder does not have: it is not the mirror that it should be, or needs a key of its own.',
  ],
  [
    /temporary failure (in name resolution|resolving)|could not resolve|failed to fetch|network is unreachable|could not connect to|connection (timed out|failed|refused)/i,
    'The build could not reach a server. Check that containers have a network, and that the package mirror answers, or the proxy, if one is set (http_proxy and the like, base_image.apt_proxy).',
  ],
];

/** Returns what was wrong with an archive, if the last lines of a failed build speak of one. */
export function mirrorTrouble(lines: readonly string[]): MirrorTrouble | undefined {
  const text = lines.join('\n');
  const [, advice, passing] = TROUBLES.find(([pattern]) => pattern.test(text)) ?? [];
  return advice === undefined ? undefined : { advice, passing: passing !== undefined };
}
