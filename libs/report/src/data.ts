/** Everything that a report shows. It is plain data without secrets; the report hides nothing. */
export interface ReportData {
  /** The component that is the image, such as `rpi_sd_image`. */
  component: string;
  /** The project of Nx whose targets build, verify and flash the image: the component, or the board. */
  project: string;
  /** The board whose image it is. Absent: the workspace's. */
  board?: string;
  /** When the report was written, in milliseconds since 1970. */
  written: number;
  /** Folder of the artifacts, as people name it. */
  folder: string;
  /** The artifacts; that with the role `sd-image` is the image. */
  artifacts: Artifact[];
  /** What the builder wanted people to know. */
  notes: string[];
  /** What is in the image. Absent if it was not read. */
  description?: Description;
  /** Bytes of the image that a card has to hold, by its block map. */
  mapped?: number;
  /** What changed since another image. Absent if none is known. */
  changes?: Changes;
  /** The components that the image is made from, itself included, each after those that it reads. */
  build: BuildTask[];
  verify?: Checks;
  boot?: Checks;
  /** What the console of the machine said during the boot. */
  console?: string;
  /** Lists of contents beside the image. */
  boms: Bom[];
  /** Packages that the image's archives have newer. Absent: nobody has looked. */
  audit?: Audit;
  configuration: ComponentFields[];
}

export interface Artifact {
  file: string;
  /** In bytes. */
  size: number;
  sha256: string;
  role: string;
}

/** What `describe` has read in an image. Sizes are in bytes. */
export interface Description {
  /** Size of the disk image. */
  bytes: number;
  partitions: Partition[];
  packages: Package[];
  /** What files occupy. The package of those that belong to none is empty. */
  space: { package: string; folder: string; bytes: number; files: number }[];
}

export interface Partition {
  number: number;
  start: number;
  bytes: number;
  type: string;
  bootable: boolean;
  fileSystem: string | null;
  label: string | null;
  /** Where it is mounted in the running system. */
  mount: string | null;
  /** Free space in its file system, if that could be read. */
  free: number | null;
}

export interface Package {
  name: string;
  version: string;
  architecture: string;
  section: string;
  source: string;
  summary: string;
}

/** Name and version of an installed package. */
export type Version = Pick<Package, 'name' | 'version'>;

export interface Changes {
  /** What the image is compared with, for people. */
  since: string;
  added: Version[];
  removed: Version[];
  changed: Change[];
}

export interface Change {
  name: string;
  before: string;
  after: string;
  direction: 'upgraded' | 'downgraded';
  /** Whether it is a security update that an audit had found missing in the earlier image. */
  isSecurity: boolean;
}

export interface BuildTask {
  component: string;
  /** The task of Nx. */
  task: string;
  /** The components that it reads. */
  reads: string[];
  /** How it was last made; absent if that is not known. */
  made?: Made;
  /** Whether it was made in the same run as the image. */
  inRun: boolean;
}

export interface Made {
  /** `built` in a container, taken from the `store`, or there ready-made. */
  source: 'built' | 'store' | 'prebuilt';
  /** In milliseconds since 1970. */
  started: number;
  ended: number;
}

/** The report of `verify` or `boot`. */
export interface Checks {
  title: string;
  ok: boolean;
  error: string | null;
  seconds: number;
  results: CheckResult[];
  /** Of a boot: when systemd-analyze says that units were started, in seconds since the kernel started. */
  starts?: { phase: string; units: StartedUnit[] }[];
  /** Whether it is about this image. Undefined if that is not known. */
  isOfThisImage?: boolean;
}

export interface StartedUnit {
  name: string;
  begins: number;
  ready: number;
}

export interface CheckResult {
  expect: string;
  group: string;
  kind: string;
  ok: boolean;
  detail: string;
  seconds: number;
  applies: boolean;
}

/** A software bill of materials in the form of CycloneDX. */
export interface Bom {
  file: string;
  specVersion: string;
  components: number;
  /** The number of components by type, such as `library`. */
  types: Record<string, number>;
  /** The number of components by licence. */
  licences: Record<string, number>;
}

/** The report of `audit`: the packages of the image, compared with the archives that it updates from. */
export interface Audit {
  ok: boolean;
  error: string | null;
  /** The number of packages that were compared. */
  packages: number;
  archives: { name: string; origin: string; date: string }[];
  findings: Finding[];
  /** Whether it is about this image. Undefined if that is not known. */
  isOfThisImage?: boolean;
}

export interface Finding {
  /** `security`: a security update is missing; `update`: another one is; `gone`: no archive has the package. */
  kind: string;
  package: string;
  installed: string;
  /** The version in the archive; empty if the archive does not have the package. */
  available: string;
  archive: string;
}

export interface ComponentFields {
  component: string;
  fields: { field: string; value: string; origin: string }[];
}
