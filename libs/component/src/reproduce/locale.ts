import { makeDirectory, type Container } from '@hypriotkit/engine';
import type { BuilderImage } from '../builder-image';
import type { Tools } from '../tools';
import { inImage } from '../in-image';

/** Sorts otherwise than C, and writes numbers with a comma. */
export const LOCALE = 'et_EE.UTF-8';
/** Where glibc looks for it. */
const LOCALES = '/usr/lib/locale';

/** Copies the locale into a container: a builder's image has hardly any, and a locale that is missing changes nothing. */
export async function putLocale(container: Container, image: BuilderImage, tools: Tools): Promise<void> {
  await makeDirectory(container, LOCALES);
  await inImage(image, tools, async (source) =>
    container.putArchive(LOCALES, await source.getArchive(`${LOCALES}/${LOCALE}`)),
  );
}
