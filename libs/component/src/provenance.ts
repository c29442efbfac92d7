import { basename } from 'node:path';
import type { Manifest, Provenance, ResourceDescriptor } from '@hypriotkit/artifacts';
import { expand, namesIn, type ReadFile } from '@hypriotkit/config';
import { Masker, withoutCredentials } from '@hypriotkit/core';
import type { BuilderImage, ImageSource } from './builder-image';
import type { Fetched } from '@hypriotkit/config';
import type { Input, PreparedRun } from './prepare-run';
import type { BuildRequest, EnvironmentValue, FetchedRepository } from './request';

/* The README of this package describes the types of builds, and each of their parameters. */

/** This package, as a package URL. */
const PACKAGE = 'pkg:npm/%40hypriotkit/component';
const BUILT = `${PACKAGE}#component-v1`;
const PREBUILT = `${PACKAGE}#prebuilt-v1`;

/** The digest of what an image of ours is made from. It is not that of any file. */
const CONTEXT_DIGEST = 'hypriotkitContextV1';
/** What an image's id is the SHA-256 of. */
const IMAGE_CONFIGURATION = 'application/vnd.docker.container.image.v1+json';

/** What a build has made. */
export interface Made {
  manifest: Manifest;
  /** Undefined if the component is its builder image. */
  provenance?: Provenance;
  /** What the builder fetched, if it recorded that. */
  fetched?: Fetched | undefined;
}

/** What is known of a build beside its request. */
interface Built {
  builder: Pick<BuilderImage, 'sources'>;
  /** The version of Hypriotkit that made the artifacts, if that is known. */
  version: string | undefined;
  /** Of the builder's containers, in Docker's words: amd64. */
  architecture: string;
}

/**
 * Says how artifacts were made. Everything in it is the same for builds with the same key, and nothing is a secret, a
 * time or the name of a machine.
 */
export function provenanceOf(request: BuildRequest, run: PreparedRun, built: Built): Provenance {
  const { parameters, hidden } = parametersOf(request, run);
  return {
    buildDefinition: {
      buildType: BUILT,
      externalParameters: { component: request.component, ...parameters, hidden },
      internalParameters: {
        architecture: built.architecture,
        sourceDateEpoch: request.sourceDateEpoch,
        workspace: request.workspace,
      },
      resolvedDependencies: [
        ...built.builder.sources.flatMap((source) => ofImage(source, new Masker(request.secrets))),
        ...run.inputs.map(ofInput),
        ...run.files.flatMap(ofFile),
      ],
    },
    runDetails: {
      builder: { id: PACKAGE, ...(built.version !== undefined && { version: { hypriotkit: built.version } }) },
    },
  };
}

/** Says that artifacts were not made, but taken from a folder. */
export const prebuiltProvenance = (
  { component, artifacts }: Manifest,
  folder: string,
  version: string,
): Provenance => ({
  buildDefinition: {
    buildType: PREBUILT,
    externalParameters: { component, folder: basename(folder) },
    resolvedDependencies: artifacts.map(({ file, sha256 }) => ({
      name: `${basename(folder)}/${file}`,
      digest: { sha256 },
    })),
  },
  runDetails: { builder: { id: PACKAGE, version: { hypriotkit: version } } },
});

/** Something that reaches the builder. */
interface Parameter {
  kind: 'fields' | 'environment' | 'command';
  name: string;
  value: unknown;
  /** The value as a builder gets it. */
  text: string;
  /** The fields that it is made from. */
  madeOf: string[];
}

/** The parameters that may be seen, and the names of those that must not. */
function parametersOf(request: BuildRequest, run: PreparedRun) {
  const isSecret = secrecyOf(request);
  const parameters = [...fieldsIn(request, run), ...variablesIn(request, run), ...commandIn(request, run)];
  const shown = (kind: Parameter['kind']) => parameters.filter((one) => one.kind === kind && !isSecret(one));
  const byName = (kind: Parameter['kind']) => Object.fromEntries(shown(kind).map(({ name, value }) => [name, value]));
  const [command] = shown('command');
  return {
    parameters: {
      fields: byName('fields'),
      environment: byName('environment'),
      ...(command && { command: command.value }),
    },
    hidden: [
      ...parameters.filter(isSecret).map(({ kind, name }) => (name === '' ? kind : `${kind}.${name}`)),
      ...run.files.filter(({ secret }) => secret).map(({ name }) => `files.${name}`),
    ],
  };
}

/** Tells what is made of a secret field, contains a secret or a private key, or has credentials in a URL. */
function secrecyOf({ secrets, secretFields }: BuildRequest): (parameter: Parameter) => boolean {
  // Not the one of the log, which learns secrets of registries while a builder runs.
  const masker = new Masker(secrets);
  return ({ text, madeOf }) =>
    madeOf.some((field) => secretFields.includes(field)) ||
    masker.mask(text) !== text ||
    withoutCredentials(text) !== text ||
    text.includes('PRIVATE KEY');
}

function fieldsIn(
  { fields, environment, command = [], artifacts, component }: BuildRequest,
  run: PreparedRun,
): Parameter[] {
  const named = [
    ...Object.keys(run.environment).flatMap((name) => namesOf(environment[name]!)),
    ...command.flatMap(namesIn),
    ...artifacts.flatMap(({ file, each }) => [...namesIn(file), ...(each ? [each.field] : [])]),
  ];
  const read = [...new Set(named)].filter((name) => Object.hasOwn(fields, name)).sort();
  return read.map((field) => ({
    kind: 'fields',
    name: field.includes('.') ? field : `${component}.${field}`,
    value: fields[field],
    text: expand(`{${field}}`, fields),
    madeOf: [field],
  }));
}

const variablesIn = ({ environment }: BuildRequest, run: PreparedRun): Parameter[] =>
  Object.entries(run.environment)
    .sort()
    .map(([name, value]) => ({
      kind: 'environment',
      name,
      value,
      text: value,
      madeOf: namesOf(environment[name]!),
    }));

const commandIn = ({ command = [] }: BuildRequest, run: PreparedRun): Parameter[] =>
  run.command
    ? [
        {
          kind: 'command',
          name: '',
          value: run.command,
          text: run.command.join('\n'),
          madeOf: command.flatMap(namesIn),
        },
      ]
    : [];

const namesOf = (value: EnvironmentValue): string[] => (typeof value === 'string' ? namesIn(value) : [value.field]);

function ofImage({ name, digest, repository, buildArgs = {} }: ImageSource, masker: Masker): ResourceDescriptor[] {
  const [, id] = /^sha256:(.*)$/.exec(digest) ?? [];
  if (id !== undefined) return [{ name, digest: { sha256: id }, mediaType: IMAGE_CONFIGURATION }];
  const buildArguments = Object.fromEntries(
    Object.entries(buildArgs)
      .sort()
      .map(([argument, value]) => [argument, masker.mask(withoutCredentials(value))]),
  );
  const image: ResourceDescriptor = {
    name,
    digest: { [CONTEXT_DIGEST]: digest },
    ...(Object.keys(buildArgs).length > 0 && { annotations: { buildArguments } }),
  };
  return repository ? [image, ofRepository(name, repository)] : [image];
}

const ofRepository = (image: string, { url, commit, folder }: FetchedRepository): ResourceDescriptor => ({
  uri: `git+${url}@${commit}`,
  digest: { gitCommit: commit },
  annotations: { image, folder },
});

const ofInput = ({ component, role, file, sha256 }: Input): ResourceDescriptor => ({
  name: file,
  digest: { sha256 },
  annotations: { component, role },
});

/** A user's file, or the files in a folder. Of those that may hold secrets, a checksum would help to guess these. */
const ofFile = ({ name: setting, secret, entries }: ReadFile): ResourceDescriptor[] =>
  secret
    ? []
    : entries.flatMap((entry) =>
        entry.kind === 'file' ? [{ name: entry.name, digest: { sha256: entry.sha256 }, annotations: { setting } }] : [],
      );
