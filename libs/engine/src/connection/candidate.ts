/** An address at which an engine may be, and who named it. */
export interface Candidate {
  /** What named it, as a noun for messages: `DOCKER_HOST`, `docker context work`, `usual socket`. */
  foundBy: string;
  /** As the docker command writes it: unix:///path, npipe:////./pipe/name, tcp://host:port, ssh://user@host. */
  address: string;
  /** Named on purpose: if it does not answer, nothing else is tried. */
  decisive: boolean;
  tls?: TlsSource;
  /** What keeps it from being used at all, found out before it was tried. */
  problem?: string;
}

/** Where the certificates of a tcp engine are: ca.pem, cert.pem and key.pem in a folder. */
export interface TlsSource {
  folder: string;
  /** Whether the engine's certificate is checked against ca.pem (else: the public authorities are not asked either). */
  verify: boolean;
}

/** A candidate that was tried in vain. */
export interface Attempt {
  foundBy: string;
  address: string;
  failure: string;
  decisive: boolean;
}
