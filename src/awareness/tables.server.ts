/** Every table of the awareness axis: each feature adds its own with `&`. */
// biome-ignore lint/complexity/noBannedTypes: the first feature replaces it
export type AwarenessTables = {}
