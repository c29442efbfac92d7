import type { Artifact, Manifest } from './manifest';

/** Name of the file beside the artifacts that says what they were made from. */
export const PROVENANCE = 'provenance.json';

/** Name of that file where the artifacts of several components lie in one folder. */
export const deliveredProvenance = (component: string): string => `${component}.${PROVENANCE}`;

/** Something that has to do with a build: https://github.com/in-toto/attestation/blob/main/spec/v1/resource_descriptor.md */
export interface ResourceDescriptor {
  name?: string;
  uri?: string;
  /** By the name of the algorithm. */
  digest?: Record<string, string>;
  mediaType?: string;
  annotations?: Record<string, unknown>;
}

/** How artifacts were made: https://slsa.dev/spec/v1.0/provenance */
export interface Provenance {
  buildDefinition: {
    /** A URI, which stands for the meaning of the parameters. */
    buildType: string;
    externalParameters: Record<string, unknown>;
    internalParameters?: Record<string, unknown>;
    resolvedDependencies?: ResourceDescriptor[];
  };
  runDetails: {
    builder: { id: string; version?: Record<string, string> };
  };
}

/** A statement about artifacts: https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
interface Statement {
  _type: 'https://in-toto.io/Statement/v1';
  subject: Subject[];
  predicateType: 'https://slsa.dev/provenance/v1';
  predicate: Provenance;
}

interface Subject {
  name: string;
  digest: { sha256: string };
}

/** Content of the file for artifacts. The same provenance gives the same text. */
export function provenanceText({ artifacts }: Pick<Manifest, 'artifacts'>, predicate: Provenance): string {
  const statement: Statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: artifacts.map(subjectOf),
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate,
  };
  return `${JSON.stringify(statement, null, 2)}\n`;
}

/** Whether a text is a statement about exactly these artifacts. */
export function isAbout(text: string, { artifacts }: Pick<Manifest, 'artifacts'>): boolean {
  try {
    const { subject } = JSON.parse(text) as Partial<Statement>;
    return JSON.stringify(subject) === JSON.stringify(artifacts.map(subjectOf));
  } catch {
    return false;
  }
}

const subjectOf = ({ file, sha256 }: Artifact): Subject => ({ name: file, digest: { sha256 } });
