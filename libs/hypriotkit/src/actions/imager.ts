import { describeForImager } from '@hypriotkit/card';
import type { Work } from '../working';

/** Describes an image for Raspberry Pi Imager, in a file beside it. */
export async function imager({ place, url, board, print }: Work): Promise<void> {
  const [name] = board ?? [];
  print(
    await describeForImager(place!, { ...(url !== undefined && { url }), ...(name !== undefined && { board: name }) }),
  );
}
