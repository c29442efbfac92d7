export interface BoardOptions {
  name: string;
  hostname?: string;
  from?: string;
  count?: number;
  force?: boolean;
  skipFormat?: boolean;
}
