import { join } from 'node:path';
import type { Limits } from '@hypriotkit/component';
import { commonDefinitions, commonField, componentFields } from '../../lib/common-fields';
import { componentProject } from '../../lib/component-project';
import type { NewComponent } from '../../lib/new-component';
import { sourceFiles } from '../../lib/source-files';
import type { Base } from './base';

const FILES = join(__dirname, '..', 'files');

/** What packing files of several owners needs, and nothing that fetches: the image of the builder brings the tools. */
const CONTAINER: Limits = { capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID'], network: 'none' };

interface SkeletonOptions {
  name: string;
  description: string;
  root: string;
  base: Base;
  image?: string;
}

/** A minimal component. Its builder packs a small tree into an archive that carries the version. */
export function skeleton({ name, description, root, base, image }: SkeletonOptions): NewComponent {
  const artifact = `${name}-{version}.tar.gz`;
  const fields = {
    image: image ?? `hypriotkit/${name}:latest`,
    repo: `${root}/builder`,
    branch: '',
    commit: '',
    version: 'latest',
  };
  const version = {
    ...commonField(root, 'tag'),
    description: 'Version tag of the artifact.',
    environment: 'VERSION',
  };
  return {
    name,
    root,
    project: componentProject(name, root, description, {
      base,
      workspace: '/workspace',
      container: CONTAINER,
      environment: { COMPONENT: name, ARTIFACT: artifact },
      artifacts: [{ role: 'archive', file: artifact }],
    }),
    fields,
    schema: componentFields(description, root, { version }),
    definitions: commonDefinitions(),
    files: sourceFiles(FILES, ['builder']),
  };
}
