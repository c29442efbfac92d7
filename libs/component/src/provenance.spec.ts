import type { PreparedRun } from './prepare-run';
import { provenanceOf } from './provenance';
import type { BuildRequest } from './request';

const request = { component: 'tea', fields: {}, secrets: [], secretFields: [], environment: {}, artifacts: [] };
const run = { environment: {}, inputs: [], files: [] };
const of = (version: string | undefined) =>
  provenanceOf(request as unknown as BuildRequest, run as unknown as PreparedRun, {
    builder: { sources: [] },
    version,
    architecture: 'amd64',
  }).runDetails.builder;

it('leaves out the version where the store does not know which one made the artifacts', () => {
  expect(of('1.2.3')).toMatchObject({ version: { hypriotkit: '1.2.3' } });
  expect(of(undefined)).not.toHaveProperty('version');
});
