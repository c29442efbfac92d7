import { ComponentLog } from '@hypriotkit/component';
import { verbosityOfRun } from './run-wide';

/** The log of a task that runs no container. */
export const plainLog = (name: string): ComponentLog => new ComponentLog(name, verbosityOfRun());
