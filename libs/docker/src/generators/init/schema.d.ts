export interface InitOptions {
  skipFormat?: boolean;
}
