import { type Frame, type FrameReader, MAX_FRAME_CHARACTERS } from "./frame.ts";

/** One JSON object per line, as Ollama and Cohere's first API stream. */
export class LineFrames implements FrameReader {
  broken: string | null = null;
  #tail = "";

  push(bytes: string): Frame[] {
    const lines = (this.#tail + bytes).split("\n");
    this.#tail = lines.pop() ?? "";
    if (this.#tail.length > MAX_FRAME_CHARACTERS) this.broken = "a line of the stream is too long";
    return lines.filter((line) => line.trim() !== "").map(frameOf);
  }

  end(): Frame[] {
    const rest = this.#tail;
    this.#tail = "";
    return rest.trim() === "" ? [] : [frameOf(rest)];
  }
}

function frameOf(line: string): Frame {
  return { event: null, data: line, raw: `${line}\n` };
}
