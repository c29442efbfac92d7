/** What is wrong with an image, and who has to notice. */
export interface Mistake {
  name: string;
  /** How it gets into the image: bash, with the functions of plant.sh. */
  plant: string;
  /** What the image is said to have been made with, where that is not the default configuration. */
  values?: Record<string, string>;
  /** The expectations that it breaks, and what the report says of each. Nothing else may fail. */
  caught: Record<string, RegExp>;
}
