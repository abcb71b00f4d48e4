/** What the catalogue's features are called on screens; one it does not know is shown as it is. */
const FEATURE_WORDS: Readonly<Record<string, string>> = {
  open_weights: "Open weights",
  reasoning: "Reasoning",
  structured_output: "Structured output",
  tools: "Tools",
  vision: "Vision",
};

export function featureWord(feature: string): string {
  return FEATURE_WORDS[feature] ?? feature.replaceAll("_", " ");
}

const READS_WORDS: Readonly<Record<string, string>> = {
  audio: "Reads audio",
  file: "Reads files",
  video: "Reads video",
};

/** What a model takes besides text; pictures have the word of their feature. */
export function readsWord(modality: string): string {
  return READS_WORDS[modality] ?? `Reads ${modality}`;
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  chat: "Chat",
  embedding: "Embeddings",
  rerank: "Rerank",
  moderation: "Moderation",
  image: "Images",
  speech: "Speech",
  transcription: "Transcription",
};

/** What a model is asked for. */
export function kindWord(kind: string): string {
  return KIND_WORDS[kind] ?? kind;
}

const BUCKET_WORDS: Readonly<Record<string, string>> = {
  cache_read: "Cache read",
  cache_write_5m: "Cache write, 5 min",
  cache_write_1h: "Cache write, 1 h",
  input_audio: "Audio input",
  reasoning: "Reasoning",
  output_audio: "Audio output",
  input_image: "Image input",
  output_image: "Image output",
  image: "Image",
  audio_second: "Audio second",
  search: "Search",
  character: "Character",
  request: "Call",
};

/** What a usage bucket beyond plain input and output is called. */
export function bucketWord(bucket: string): string {
  return BUCKET_WORDS[bucket] ?? bucket.replaceAll("_", " ");
}

const BUCKET_ORDER = Object.keys(BUCKET_WORDS);

/** Where a bucket stands in a list: related ones together, unknown ones last. */
export function bucketOrder(bucket: string): number {
  const place = BUCKET_ORDER.indexOf(bucket);
  return place === -1 ? BUCKET_ORDER.length : place;
}
