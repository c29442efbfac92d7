import { describeError } from '@hypriotkit/core';

/**
 * Does something whose errors Nx shows itself: of those it takes the message alone, so that they bring their hint and
 * their code in it.
 */
export async function explaining<T>(work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(describeError(error, { how: '--verbose' }), { cause: error });
  }
}
