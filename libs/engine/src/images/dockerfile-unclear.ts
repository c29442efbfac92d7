/** A Dockerfile names an image in a way that leaves open which one it is. */
export class DockerfileUnclear extends Error {
  /** @param line counted from 1 */
  constructor(
    readonly line: number,
    readonly reason: string,
  ) {
    super(`line ${line}: ${reason}`);
  }
}
