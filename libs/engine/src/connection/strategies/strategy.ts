import type { Candidate } from '../candidate';
import type { World } from '../world';

/** Names the engines that one source knows of, the likeliest first. Asks none of them. */
export type Strategy = (world: World) => Candidate[] | Promise<Candidate[]>;
