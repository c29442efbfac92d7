import type { Candidate } from '../candidate';
import type { World } from '../world';

/** Returns the engines that one source knows of, most likely first. Does not contact them. */
export type Strategy = (world: World) => Candidate[] | Promise<Candidate[]>;
