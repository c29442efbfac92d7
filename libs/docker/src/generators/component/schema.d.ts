export interface ComponentOptions {
  name: string;
  base?: string;
  description?: string;
  image?: string;
  directory?: string;
  force?: boolean;
  skipFormat?: boolean;
}
