import type { Json } from './json-file';
import type { Configuration } from './layer';
import { validatorOf } from './validators';

/** An item of the schema's keyword `advice`: what to say of a component whose fields match a schema. */
interface Advice {
  if: Json;
  say: string;
  /** Whether it is for those who build with an official builder; otherwise for all others. */
  official?: boolean;
}

/**
 * Returns what the schema says of a component's fields as they are: nothing that keeps them from being built.
 *
 * @param official Whether the builder is one of the official repositories.
 */
export function adviceOn({ schema, components }: Configuration, component: string, official = false): string[] {
  const own = (schema['properties'] as Record<string, Json>)[component];
  const advice = (own?.['advice'] ?? []) as Advice[];
  return advice
    .filter((one) => (one.official ?? false) === official)
    .filter((one) => validatorOf(one.if).call({ whole: true }, components[component]))
    .map(({ say }) => say);
}
