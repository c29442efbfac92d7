import type { Json } from './json-file';
import type { Configuration } from './layer';
import { validatorOf } from './validators';

/** An item of the schema's keyword `advice`: what to say of a component whose fields match a schema. */
interface Advice {
  if: Json;
  say: string;
}

/** Returns what the schema says of a component's fields as they are: nothing that keeps them from being built. */
export function adviceOn({ schema, components }: Configuration, component: string): string[] {
  const own = (schema['properties'] as Record<string, Json>)[component];
  const advice = (own?.['advice'] ?? []) as Advice[];
  return advice.filter((one) => validatorOf(one.if).call({ whole: true }, components[component])).map(({ say }) => say);
}
