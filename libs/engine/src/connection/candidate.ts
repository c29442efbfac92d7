/** An address where an engine may be, and where the address came from. */
export interface Candidate {
  /** The source of the address, as a noun for messages: `DOCKER_HOST`, `docker context work`, `usual socket`. */
  foundBy: string;
  /** In the docker command's format: unix:///path, npipe:////./pipe/name, tcp://host:port, ssh://user@host. */
  address: string;
  /** Whether the user chose it explicitly. If so, nothing else is tried when it does not answer. */
  decisive: boolean;
  tls?: TlsSource;
  /** Why it cannot be used at all, if that is known before it is tried. */
  problem?: string;
}

/** The folder of a TCP engine's certificates: ca.pem, cert.pem and key.pem. */
export interface TlsSource {
  folder: string;
  /** Whether to check the engine's certificate against ca.pem. If not, it is not checked at all. */
  verify: boolean;
}

/** A candidate that failed. */
export interface Attempt {
  foundBy: string;
  address: string;
  failure: string;
  decisive: boolean;
}
