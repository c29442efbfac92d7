// The groups of the sidebar. A test compares them with the pages that exist.
import { pages, titleOf } from './pages';

/** A page by its path in the workspace; with a title of its own where its heading is too long for the sidebar. */
type Entry = string | [page: string, title: string];

const GROUPS: Record<string, Entry[]> = {
  Start: [
    ['README.md', 'Overview'],
    ['docs/first-steps.md', 'First steps'],
    'docs/orchestrator.md',
    'docs/hypriot-kit.md',
    'docs/comparison.md',
  ],
  Use: [
    'docs/how-to.md',
    ['docs/verify.md', 'Checking an image: verify'],
    ['docs/boot.md', 'Booting an image: boot'],
    ['docs/report.md', 'Looking into an image: report'],
    ['docs/contents.md', 'What is in the image'],
    ['docs/audit.md', 'What is out of date: audit'],
    'docs/cloud-init.md',
    'docs/kernel-updates.md',
    'docs/debugging.md',
  ],
  'Build your own': [
    'docs/components.md',
    ['docs/boards.md', 'Many boards'],
    ['docs/shared-cache.md', 'A shared cache'],
    ['docs/swarm.md', 'Many machines'],
    'examples/README.md',
    ['docs/builders.md', 'Builders'],
  ],
  Reference: [
    'docs/configuration.md',
    ['docs/config-txt.md', 'config.txt'],
    'docs/command.md',
    'docs/api.md',
    ['docs/targets.md', 'Targets and devices'],
    'docs/engines.md',
    'docs/security.md',
    ['docs/trust.md', 'Provenance and signatures'],
    ['docs/reproducible.md', 'Reproducible builds'],
    ['docs/lock.md', 'The lock'],
    ['docs/faults.md', 'What happens when something goes wrong'],
    'docs/errors.md',
    'docs/glossary.md',
    'CHANGELOG.md',
    ['SECURITY.md', 'Security problems'],
  ],
  Design: ['docs/architecture.md', 'docs/performance.md', ['docs/scale.md', 'What scales'], 'CONTRIBUTING.md'],
  Decisions: [
    'docs/decisions/two-caches.md',
    'docs/decisions/classic-image-builder.md',
    ['docs/decisions/environment-variables.md', 'Environment variables'],
    'docs/decisions/official-contract.md',
    'docs/decisions/python-for-proof.md',
    'docs/decisions/commonjs.md',
    'docs/decisions/fields-in-one-file.md',
    'docs/decisions/nx-for-itself.md',
    'docs/decisions/kernel-from-backports.md',
    'docs/decisions/writing-cards.md',
    'docs/decisions/least-privilege.md',
    ['docs/decisions/reproduce.md', 'reproduce'],
    ['docs/decisions/native-programs.md', 'Native programs'],
    'docs/decisions/swarm.md',
    ['docs/decisions/lock.md', 'The lock from records'],
  ],
};

/** The sidebar as VitePress takes it. */
export function sidebar(): { text: string; collapsed: boolean; items: { text: string; link: string }[] }[] {
  const places = pages();
  return Object.entries(GROUPS).map(([text, entries]) => ({
    text,
    collapsed: text === 'Decisions',
    items: entries.map((entry) => {
      const [page, title] = typeof entry === 'string' ? [entry, titleOf(entry)] : entry;
      const place = places[page];
      if (place === undefined) throw new Error(`The navigation of the site names ${page}, which is not a page`);
      return { text: title, link: `/${place.replace(/\.md$/, '')}` };
    }),
  }));
}
