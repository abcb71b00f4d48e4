import { z } from "zod";

/** One event of a streamed chat completion; everything the playground does not show is left out. */
const Chunk = z.object({
  id: z.string().optional(),
  provider: z.string().optional(),
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            reasoning: z.string().nullish(),
            images: z.array(z.object({ image_url: z.object({ url: z.string() }) })).nullish(),
            reasoning_content: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.number(),
                  id: z.string().nullish(),
                  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).optional(),
                }),
              )
              .nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .optional(),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number(), cost: z.number().nullish() }).nullish(),
  error: z.object({ message: z.string() }).optional(),
});
export type Chunk = z.output<typeof Chunk>;

/** Reads server-sent events as they arrive, whatever the boundaries of the network. @throws SyntaxError for an event that is not JSON. */
export async function* readStream(body: ReadableStream<Uint8Array>): AsyncGenerator<Chunk> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of chunksOf(body)) {
    rest += decoder.decode(bytes, { stream: true });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const chunk = parseLine(line);
      if (chunk) yield chunk;
    }
  }
  const last = parseLine(rest + decoder.decode());
  if (last) yield last;
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    reader.releaseLock();
  }
}

function parseLine(line: string): Chunk | null {
  if (!line.startsWith("data:")) return null;
  const data = line.slice("data:".length).trim();
  if (data === "" || data === "[DONE]") return null;
  const chunk = Chunk.safeParse(JSON.parse(data));
  return chunk.success ? chunk.data : null;
}
