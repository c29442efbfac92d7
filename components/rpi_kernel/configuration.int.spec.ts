import { KernelBuilder } from '../../tools/e2e/lib/kernel-builder';

let builder: KernelBuilder;
beforeAll(async () => {
  builder = await KernelBuilder.start();
});
afterAll(() => builder?.remove());

describe('the configuration', () => {
  /** Runs the step over fragments (`wants NAME LINE...`), and says which options are on. */
  async function configure(wanted: string, env: Record<string, string> = {}) {
    const script = `${wanted}; configure_kernel; echo the options:; grep -v '^#' "$objects/.config"`;
    const { code, output } = await builder.run(script, env);
    const [said = '', options = ''] = output.split('the options:\n');
    return { code, said, options: options.split('\n').filter(Boolean) };
  }

  it('is all fragments of the builder together, and nothing else', async () => {
    expect(await configure('wants a CONFIG_ARM64=y; wants b CONFIG_SHIP=m CONFIG_CAGE=y')).toMatchObject({
      code: 0,
      options: ['CONFIG_ARM64=y', 'CONFIG_CAGE=y', 'CONFIG_SHIP=m'],
    });
  });

  it('is that of the source, where one is named, with the fragments over it', async () => {
    const env = { DEFCONFIG: 'tiny_defconfig' };
    expect(await configure('wants a CONFIG_SONG=y "# CONFIG_PARROT is not set"', env)).toMatchObject({
      code: 0,
      options: ['CONFIG_ARM64=y', 'CONFIG_CAGE=y', 'CONFIG_SONG=y'],
    });
  });

  it('may have built in what was asked for as a module', async () => {
    const { code, output } = await builder.run(
      'wants a CONFIG_CAGE=m; options_with_places "$BUILDER_DIR/config/a.config" >$work/list; echo CONFIG_CAGE=y >$objects/.config; unfulfilled_options $work/list',
    );
    expect({ code, output }).toEqual({ code: 0, output: '' });
  });

  it('cannot start from what the source does not have', async () => {
    const { code, said } = await configure('wants a CONFIG_ARM64=y', { DEFCONFIG: 'bcm2711_defconfig' });
    expect(code).toBe(1);
    expect(said).toContain(
      'error: the source has no arch/arm64/configs/bcm2711_defconfig. Correct defconfig, or leave it empty.\n',
    );
  });

  it('fails when a dependency has thrown an option out, and lists it with its place', async () => {
    const { code, said } = await configure('wants a CONFIG_ARM64=y "" CONFIG_SONG=y');
    expect(code).toBe(1);
    expect(said).toMatch(
      /^ {2}CONFIG_SONG=y \(config\/a\.config:3\)\nerror: these options are not in the kernel's configuration, most likely/m,
    );
    expect(said).not.toContain('ARM64=y');
  });

  it('goes without what the source lacks, and says so to everybody', async () => {
    const { code, said, options } = await configure('wants a CONFIG_KRAKEN=y CONFIG_SHIP=y CONFIG_MERMAID=m');
    expect({ code, options }).toEqual({ code: 0, options: ['CONFIG_SHIP=y'] });
    expect(said).toMatch(/^--> This source does not have: CONFIG_KRAKEN CONFIG_MERMAID$/m);
  });

  it('has of the files for versions of Linux those for its own', async () => {
    const files = [
      'wants a CONFIG_ARM64=y',
      'wants b.until-6.99 CONFIG_SHIP=y',
      'wants c.until-6.98 CONFIG_PARROT=y',
      'wants d.from-6.99 CONFIG_CAGE=y',
      'wants e.from-6.100 CONFIG_SONG=y',
    ];
    const { code, options } = await configure(files.join(';'));
    expect({ code, options }).toEqual({ code: 0, options: ['CONFIG_ARM64=y', 'CONFIG_CAGE=y', 'CONFIG_SHIP=y'] });
  });

  it('has the later of two lines about one option', async () => {
    const { code, options } = await configure(
      'wants a CONFIG_SHIP=y CONFIG_CAGE=y; wants b CONFIG_SHIP=m CONFIG_CAGE=n',
    );
    expect({ code, options }).toEqual({ code: 0, options: ['CONFIG_SHIP=m'] });
  });

  describe('with options of rpi_kernel.kernel_options', () => {
    const with_ = (wanted: string, ...lines: string[]) => configure(wanted, { KERNEL_OPTIONS: lines.join('\n') });

    it('has them too', async () => {
      const { code, options } = await with_('wants a CONFIG_ARM64=y', 'CONFIG_CAGE=y', 'CONFIG_SONG=m');
      expect({ code, options }).toEqual({ code: 0, options: ['CONFIG_ARM64=y', 'CONFIG_CAGE=y', 'CONFIG_SONG=m'] });
    });

    it('has them instead of those of the builder, and names both lines', async () => {
      const { code, said, options } = await with_(
        'wants a CONFIG_ARM64=y CONFIG_SHIP=y CONFIG_CAGE=m',
        'CONFIG_ARM64=y',
        'CONFIG_SHIP=m',
        'CONFIG_CAGE=n',
      );
      expect({ code, options }).toEqual({ code: 0, options: ['CONFIG_ARM64=y', 'CONFIG_SHIP=m'] });
      expect(said.match(/^--> .*/gm)).toEqual([
        '--> CONFIG_SHIP=m (rpi_kernel.kernel_options[1]) counts, not CONFIG_SHIP=y (config/a.config:2)',
        '--> # CONFIG_CAGE is not set (rpi_kernel.kernel_options[2]) counts, not CONFIG_CAGE=m (config/a.config:3)',
      ]);
    });

    it('leaves out what they exclude, and says so', async () => {
      const { code, said, options } = await with_(
        'wants a CONFIG_ARM64=y CONFIG_CAGE=y CONFIG_SONG=y',
        '# CONFIG_CAGE is not set',
      );
      expect({ code, options }).toEqual({ code: 0, options: ['CONFIG_ARM64=y'] });
      expect(said).toContain(
        '--> The options of rpi_kernel.kernel_options leave these of the builder out: CONFIG_SONG=y (config/a.config:3)\n',
      );
    });

    it.each([
      ['cannot have', 'CONFIG_SONG=y', 'CONFIG_SONG=y (rpi_kernel.kernel_options[0])'],
      ['lacks', 'CONFIG_KRAKEN=y', 'CONFIG_KRAKEN=y (rpi_kernel.kernel_options[0]): the source has no such option'],
    ])('fails when it %s one', async (_, line, complaint) => {
      const { code, said } = await with_('wants a CONFIG_ARM64=y', line);
      expect(code).toBe(1);
      expect(said).toContain(
        `  ${complaint}\nerror: these options of rpi_kernel.kernel_options are not in the kernel's configuration.`,
      );
    });
  });
});
