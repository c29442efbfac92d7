import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withNetwork } from './network';

const NETWORK = { network: 'components/pot/network' };
const UNSET = { mirror: '', apt_proxy: '', ca_certificates: '' };
const base = { image: 'debian:trixie-slim' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hypriotkit-network-'));
  writeFileSync(join(folder, 'Dockerfile'), 'ARG BASE_IMAGE\nFROM $BASE_IMAGE\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

const builder = () => ({ folder, image: 'registry.test:5000/pot:latest', base });
const given = (fields: object, options: { network?: string } = NETWORK) =>
  withNetwork(builder(), { ...UNSET, ...fields }, options, '/workspace');

it('changes nothing where nothing is set, where the component has no such image, and for a foreign builder', () => {
  expect(given({})).toEqual(builder());
  expect(given({ mirror: 'https://mirror.test/debian' }, {})).toEqual(builder());
  writeFileSync(join(folder, 'Dockerfile'), 'FROM debian:stretch\n');
  expect(given({ mirror: 'https://mirror.test/debian', apt_proxy: 'http://proxy.test' })).toEqual(builder());
});

it('leaves the images alone for a proxy', () => {
  expect(given({ apt_proxy: 'http://proxy.test:3142' })).toEqual({ ...builder(), aptProxy: 'http://proxy.test:3142' });
});

it('leaves the images alone for snapshots', () => {
  const snapshot = ['http://snapshot.test/debian trixie main'];
  expect(given({ snapshot })).toEqual({ ...builder(), snapshot });
  expect(given({ snapshot: [] })).toEqual(builder());
});

it('puts an image under the builder for a mirror and certificates', () => {
  const below = {
    folder: '/workspace/components/pot/network',
    image: 'registry.test:5000/pot_network:latest',
    base,
    buildArgs: { MIRROR: 'https://mirror.test/debian' },
  };
  expect(given({ mirror: 'https://mirror.test/debian' })).toEqual({ ...builder(), base: below });
  expect(given({ ca_certificates: 'own.pem' })).toEqual({
    ...builder(),
    base: { ...below, buildArgs: { MIRROR: '' }, contextFiles: { 'ca-certificates.pem': '/workspace/own.pem' } },
  });
});
