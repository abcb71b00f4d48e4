/** What a model is asked for. Each kind has addresses of its own. */
export const MODEL_KINDS = ["chat", "embedding", "rerank", "moderation", "image", "speech", "transcription"] as const;
export type ModelKind = (typeof MODEL_KINDS)[number];

/** What each kind but chat gives, in the catalogue's words: its only output modality. */
const KIND_OF_OUTPUT: ReadonlyMap<string, ModelKind> = new Map(
  Object.entries<ModelKind>({
    embeddings: "embedding",
    rerank: "rerank",
    moderation: "moderation",
    image: "image",
    audio: "speech",
    transcription: "transcription",
  }),
);

/** The kind of a model by what it gives. Whatever answers in text is asked in conversations, also when it gives pictures or audio beside. */
export function modelKind(outputModalities: readonly string[]): ModelKind {
  const [first, ...others] = outputModalities;
  if (first === undefined || others.length > 0) return "chat";
  return KIND_OF_OUTPUT.get(first) ?? "chat";
}

/** A model of the kind, in a sentence. */
export const KIND_NAMES: Readonly<Record<ModelKind, string>> = {
  chat: "a chat model",
  embedding: "an embedding model",
  rerank: "a rerank model",
  moderation: "a moderation model",
  image: "an image model",
  speech: "a speech model",
  transcription: "a transcription model",
};

/** Where models of a kind are asked. */
export const KIND_ADDRESSES: Readonly<Record<ModelKind, string>> = {
  chat: "POST /v1/chat/completions",
  embedding: "POST /v1/embeddings",
  rerank: "POST /v1/rerank",
  moderation: "POST /v1/moderations",
  image: "POST /v1/images/generations",
  speech: "POST /v1/audio/speech",
  transcription: "POST /v1/audio/transcriptions",
};
