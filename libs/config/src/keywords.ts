import { str, type FuncKeywordDefinition } from 'ajv';

/** Checks of the schema that JSON Schema does not have. docs/components.md describes them. */
export const KEYWORDS: FuncKeywordDefinition[] = [
  {
    // Programs limit bytes, and a character may take several.
    keyword: 'maxBytes',
    type: ['string', 'array'],
    error: { message: ({ schema }) => str`must have at most ${schema as number} bytes` },
    validate: (most: number, value: string | string[]) => Buffer.byteLength([value].flat().join(' ')) <= most,
  },
];
