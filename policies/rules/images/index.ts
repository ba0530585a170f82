import type { Rule } from "../../rule";
import { imageHasDigest } from "./image-has-digest";
import { imageHasVersion } from "./image-has-version";
import { imageIsPulledAlways } from "./image-is-pulled-always";
import { imageIsTrusted } from "./image-is-trusted";
import { imageNamesRegistry } from "./image-names-registry";

export const IMAGES: readonly Rule[] = [
  imageHasVersion,
  imageHasDigest,
  imageIsPulledAlways,
  imageNamesRegistry,
  imageIsTrusted,
];
