/*
 * What the simulation is fed with. Times are those of docs/performance.md, on 2 cores (Intel Xeon): from nothing, "another host name",
 * `root_fs` from nothing, assembling. Sizes are those of the artifacts of the default configuration.
 */

const MINUTE = 60;

/** In seconds. */
export const TIMES = {
  /** Everything that boards share: a build from nothing, without its image. The kernel is 46m 37s of it. */
  shared: 48 * MINUTE + 54 - (1 * MINUTE + 58),
  /** A board's own root filesystem and image, on a machine that has made one of another board before. */
  board: 73,
  /** The same on a machine that has made none: the Debian tree is bootstrapped there first. */
  firstBoard: 82 + 33,
  /** From the death of a machine until the swarm takes it for dead and its board starts elsewhere. */
  death: 20,
};

/** In MB. */
export const SIZES = {
  /** What a board reads of the shared components: kernel, bootloader, blank image. */
  shared: 89,
  /** What Nx puts into the cache for each board: its root filesystem and its image. */
  cached: 161 + 314,
  /** What the command collects of each board. */
  result: 314,
};

/** In MB/s, in each direction. An assumption: what is left of 1 Gbit/s and 10 Gbit/s. */
export const LINKS = { gigabit: 110, tenGigabit: 1100 };
