export interface PresetOptions {
  system?: 'hypriotos';
  components?: string[];
  force?: boolean;
  skipFormat?: boolean;
}
