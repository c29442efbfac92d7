import type { Manifest } from '@hypriotkit/artifacts';

/** What the manifest of a whole build says: the components that were delivered, and the files of each. */
export interface Delivery {
  components: Manifest[];
}

/** Whether a text is the manifest of a whole build. */
export function parseDelivery(manifest: string): Delivery | undefined {
  try {
    const delivery = JSON.parse(manifest) as Partial<Delivery> | null;
    return Array.isArray(delivery?.components) ? (delivery as Delivery) : undefined;
  } catch {
    return undefined;
  }
}
