import { Company } from './lib/company';

/*
 * From a clone to the image on a laptop in a company's network: a proxy with a password that looks into TLS, a CA of the company's
 * own, and no other way out. docs/how-to.md says what to configure.
 */

const HOUR = 60 * 60 * 1000;

let company: Company;
beforeAll(async () => {
  company = await Company.found();
  const { code, output } = await company.onLaptop('bash /install.sh');
  expect({ code, output }).toMatchObject({ code: 0 });
}, HOUR);
afterAll(() => company?.remove());

it('has no other way out than the proxy', async () => {
  const ping = 'timeout 60 npm ping --fetch-retries=0';
  expect(await company.onLaptop(ping)).toMatchObject({ code: 0 });
  expect((await company.onLaptop(`env --unset=https_proxy --unset=http_proxy ${ping}`)).code).not.toBe(0);
});

it(
  'builds the image, which is as expected, and shows the password nowhere',
  async () => {
    const { code, output, seconds } = await company.onLaptop('bash /build.sh');
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toMatch(/0 failed, \d+ hold/);
    const encoded = encodeURIComponent(company.password);
    for (const secret of [company.password, encoded]) expect(output).not.toContain(secret);
    // Over TLS, into which the proxy looked.
    expect(company.asked()).toMatch(/ GET https:\/\/\S+\.deb /);
    // Artifacts, caches, and what the engine knows of its images: their history, variables and labels.
    const places = '~/hypriotkit/dist ~/hypriotkit/.nx /var/lib/docker/image';
    const found = await company.onLaptop(
      `grep --recursive --files-with-matches --fixed-strings -e '${company.password}' -e '${encoded}' ${places}`,
    );
    expect(found).toMatchObject({ code: 1, output: '' });
    console.log(`${seconds} s`);
  },
  2 * HOUR,
);
