/** What can be asked beside conversations, and how it is paid for. */
export interface ServiceRow {
  readonly path: string;
  readonly gives: string;
  readonly endpoints: string;
  readonly charged: string;
}

/** One line per path that the proxy answers for a model that is no chat model; a test compares them. */
export const SERVICE_ROWS: readonly ServiceRow[] = [
  {
    path: "/v1/embeddings",
    gives: "Vectors of texts; Gemini’s :embedContent and :batchEmbedContents too",
    endpoints: "OpenAI-compatible, Gemini, Cohere, Ollama",
    charged: "Input tokens",
  },
  {
    path: "/v1/completions",
    gives: "Text that goes on from a prompt, whole or streamed",
    endpoints: "OpenAI-compatible",
    charged: "Input and output tokens",
  },
  {
    path: "/v1/rerank",
    gives: "Documents by how well they answer a query",
    endpoints: "Cohere, and those that answer like it or like Jina",
    charged: "Searches of a hundred documents, or tokens",
  },
  {
    path: "/v1/moderations",
    gives: "What in a text or picture may be harmful",
    endpoints: "OpenAI-compatible",
    charged: "Nothing; key and limits count",
  },
  {
    path: "/v1/images/generations",
    gives: "Pictures from a description",
    endpoints: "OpenAI-compatible",
    charged: "Pictures that came, or tokens",
  },
  {
    path: "/v1/audio/speech",
    gives: "A text read aloud, as sound",
    endpoints: "OpenAI-compatible",
    charged: "Characters",
  },
  {
    path: "/v1/audio/transcriptions",
    gives: "What is said in a recording: JSON, text, SRT or WebVTT",
    endpoints: "OpenAI-compatible",
    charged: "Seconds, begun ones included, or tokens",
  },
];
