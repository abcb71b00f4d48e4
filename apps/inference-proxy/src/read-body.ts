import type { Exchange } from "./exchange.ts";
import { Refusal } from "./refusal.ts";

/**
 * Collects a request's body, unless that was done already.
 * @throws Refusal 413 as soon as it is too large, 415 when it is compressed or a form.
 */
export async function readBody({ req, body, takesForm }: Exchange, maxBytes: number): Promise<Buffer> {
  if (body !== undefined) return body;
  const encoding = req.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") throw new Refusal("unsupported_media_type");
  const isForm = req.headers["content-type"]?.startsWith("multipart/") === true;
  if (isForm && takesForm !== true) throw new Refusal("unsupported_media_type");
  if (Number(req.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  return await new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        req.removeAllListeners("data");
        reject(tooLarge(maxBytes));
        return;
      }
      chunks.push(chunk);
    });
    req.on("end", () => {
      const [only] = chunks;
      resolve(chunks.length === 1 && only ? only : Buffer.concat(chunks, size));
    });
    req.on("error", () => reject(new Refusal("request_timeout")));
  });
}

function tooLarge(maxBytes: number): Refusal {
  return new Refusal("request_too_large", { details: { maxBytes }, metadata: { max_bytes: maxBytes } });
}
