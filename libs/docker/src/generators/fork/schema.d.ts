export interface ForkOptions {
  configs: string;
  name?: string;
  force?: boolean;
  skipFormat?: boolean;
}
