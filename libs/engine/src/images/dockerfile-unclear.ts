/** It is unclear which image a Dockerfile means. */
export class DockerfileUnclear extends Error {
  /** @param line counted from 1 */
  constructor(
    readonly line: number,
    readonly reason: string,
  ) {
    super(`line ${line}: ${reason}`);
  }
}
