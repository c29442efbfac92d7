/** The path of the site on its host, with a slash at both ends: `SITE_BASE`, or that of a repository named hypriotkit. */
export function base(env: NodeJS.ProcessEnv = process.env): string {
  const path = (env['SITE_BASE'] ?? '/hypriotkit/').replace(/^\/+|\/+$/g, '');
  return path === '' ? '/' : `/${path}/`;
}
