import type { SurfaceName } from "@tollgate/gateway/surfaces";

/** How a plain question is put through each surface. */
export interface SurfaceCall {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

export const TEST_MODEL = "acme/echo-1";
const QUESTION = "Say hello.";

export function surfaceCall(surface: SurfaceName, stream: boolean): SurfaceCall {
  switch (surface) {
    case "openai-chat":
      return {
        path: "/v1/chat/completions",
        body: { model: TEST_MODEL, stream, max_tokens: 200, messages: [{ role: "user", content: QUESTION }] },
      };
    case "openai-responses":
      return { path: "/v1/responses", body: { model: TEST_MODEL, stream, max_output_tokens: 200, input: QUESTION } };
    case "anthropic-messages":
      return {
        path: "/v1/messages",
        body: { model: TEST_MODEL, stream, max_tokens: 200, messages: [{ role: "user", content: QUESTION }] },
      };
    case "gemini-generate": {
      const method = stream ? "streamGenerateContent?alt=sse" : "generateContent";
      return {
        path: `/v1beta/models/${TEST_MODEL}:${method}`,
        body: {
          contents: [{ role: "user", parts: [{ text: QUESTION }] }],
          generationConfig: { maxOutputTokens: 200 },
        },
      };
    }
  }
}
