/*
 * Neither in-toto nor SLSA publishes a JSON schema. This is what their specifications demand:
 * https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
 * https://github.com/in-toto/attestation/blob/main/spec/v1/resource_descriptor.md
 * https://slsa.dev/spec/v1.0/provenance (and its provenance.cue)
 */

const text = { type: 'string', minLength: 1 };
/** An absolute URI: RFC 3986, section 4.3. */
const uri = { type: 'string', pattern: '^[a-zA-Z][a-zA-Z0-9+.-]*:[^\\s<>"{}|\\\\^`]+$' };
const digests = {
  type: 'object',
  minProperties: 1,
  properties: {
    sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    gitCommit: { type: 'string', pattern: '^[0-9a-f]{40}([0-9a-f]{24})?$' },
  },
  additionalProperties: text,
};

/** It has to have one of `uri`, `digest` and `content`. */
const resource = {
  type: 'object',
  additionalProperties: false,
  anyOf: [{ required: ['uri'] }, { required: ['digest'] }, { required: ['content'] }],
  properties: {
    name: text,
    uri,
    digest: digests,
    content: { type: 'string' },
    downloadLocation: uri,
    mediaType: { type: 'string', pattern: '^[^/\\s]+/[^/\\s]+$' },
    annotations: { type: 'object' },
  },
};
const resources = { type: 'array', items: resource };
const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' };

export const STATEMENT = {
  type: 'object',
  required: ['_type', 'subject', 'predicateType', 'predicate'],
  additionalProperties: false,
  properties: {
    _type: { const: 'https://in-toto.io/Statement/v1' },
    subject: {
      type: 'array',
      minItems: 1,
      // A subject is told by its digest.
      items: { ...resource, required: ['digest'] },
    },
    predicateType: { const: 'https://slsa.dev/provenance/v1' },
    predicate: {
      type: 'object',
      required: ['buildDefinition', 'runDetails'],
      additionalProperties: false,
      properties: {
        buildDefinition: {
          type: 'object',
          required: ['buildType', 'externalParameters'],
          additionalProperties: false,
          properties: {
            buildType: uri,
            externalParameters: { type: 'object' },
            internalParameters: { type: 'object' },
            resolvedDependencies: resources,
          },
        },
        runDetails: {
          type: 'object',
          required: ['builder'],
          additionalProperties: false,
          properties: {
            builder: {
              type: 'object',
              required: ['id'],
              additionalProperties: false,
              properties: {
                id: uri,
                version: { type: 'object', additionalProperties: text },
                builderDependencies: resources,
              },
            },
            metadata: {
              type: 'object',
              additionalProperties: false,
              properties: { invocationId: text, startedOn: time, finishedOn: time },
            },
            byproducts: resources,
          },
        },
      },
    },
  },
};

/** What tests read of a statement. */
export interface Statement {
  _type: string;
  predicateType: string;
  subject: { name: string; digest: { sha256: string } }[];
  predicate: {
    buildDefinition: {
      buildType: string;
      externalParameters: Record<string, unknown> & { hidden: string[] };
      internalParameters: Record<string, unknown>;
      resolvedDependencies: { name?: string; uri?: string; digest?: Record<string, string>; annotations?: object }[];
    };
    runDetails: { builder: { id: string; version?: Record<string, string> } };
  };
}
