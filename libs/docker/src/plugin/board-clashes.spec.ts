import type { ProjectGraph } from '@nx/devkit';
import { SmallWorkspace } from '../testing/small-workspace';
import { boardClashes } from './board-clashes';

let workspace: SmallWorkspace;
beforeEach(() => {
  workspace = new SmallWorkspace();
  workspace.add('leaf', { base: { image: 'scratch' }, artifacts: [{ role: 'leaf', file: 'leaf' }] });
  const inputs = [{ component: 'leaf', role: 'leaf' }];
  Object.assign(workspace.projects['tea']!.targets!['build']!.options as object, { inputs });
});
afterEach(() => workspace.remove());

const board = (name: string, layer: object) => workspace.write(`boards/${name}/configs.json`, layer);

describe('boards with the same host name or static address', () => {
  const warnings = (...boards: string[]) => {
    const nodes = boards.map((name) => [name, { name, type: 'app', data: { root: `boards/${name}`, targets: {} } }]);
    return boardClashes({ ...workspace.nodes, ...Object.fromEntries(nodes) } as ProjectGraph['nodes'], workspace.root);
  };
  const defaults = (component: string) => {
    const system = { type: 'object', properties: { hostname: { type: 'string' }, network: { type: 'object' } } };
    workspace.write('image/configs.schema.json', { type: 'object', properties: { [component]: system } });
    workspace.write('image/configs.json', { [component]: { hostname: 'black-pearl' } });
  };

  it('are warned of', () => {
    defaults('leaf');
    board('garage', { leaf: { hostname: 'pearl' } });
    board('attic', { leaf: { hostname: 'pearl' } });
    board('shed', {});
    expect(warnings('garage', 'attic', 'shed')).toEqual(['the boards attic, garage have the same host name, pearl']);
    board('barn', {});
    expect(warnings('garage', 'barn', 'shed')).toEqual(['the boards barn, shed have the same host name, black-pearl']);
  });

  it('are warned of whatever the prefix of the network is', () => {
    defaults('leaf');
    board('garage', { leaf: { hostname: 'pearl', network: { address: '192.168.1.10/24' } } });
    board('attic', { leaf: { hostname: 'locker', network: { address: '192.168.1.10/16' } } });
    board('shed', { leaf: { network: { address: '192.168.1.11/24' } } });
    expect(warnings('garage', 'attic', 'shed')).toEqual([
      'the boards attic, garage have the same static address, 192.168.1.10',
    ]);
  });

  it('are warned of in any spelling of an address', () => {
    defaults('leaf');
    board('garage', { leaf: { hostname: 'pearl', network: { address: '2001:DB8:0::1/64' } } });
    board('attic', { leaf: { hostname: 'locker', network: { address: '2001:db8::0001/64' } } });
    expect(warnings('garage', 'attic')).toEqual(['the boards attic, garage have the same static address, 2001:db8::1']);
  });

  it('are not those whose images have none', () => {
    defaults('system');
    board('garage', {});
    board('attic', {});
    expect(warnings('garage', 'attic')).toEqual([]);
  });
});
