import { type Frame, type FrameReader, MAX_FRAME_CHARACTERS } from "./frame.ts";

/** One JSON object per line, as Ollama and Cohere's first API stream. */
export class LineFrames implements FrameReader {
  broken: string | null = null;
  /** Pieces of a line that has not ended. They are joined once, so that a line in many pieces is not copied again and again. */
  #pieces: string[] = [];
  #kept = 0;

  push(bytes: string): Frame[] {
    const end = bytes.lastIndexOf("\n");
    if (end < 0) {
      this.#keep(bytes);
      return [];
    }
    const lines = (this.#rest() + bytes.slice(0, end)).split("\n");
    this.#keep(bytes.slice(end + 1));
    return lines.filter((line) => line.trim() !== "").map(frameOf);
  }

  end(): Frame[] {
    const rest = this.#rest();
    return rest.trim() === "" ? [] : [frameOf(rest)];
  }

  #keep(piece: string): void {
    if (piece === "" || this.broken !== null) return;
    this.#pieces.push(piece);
    this.#kept += piece.length;
    if (this.#kept > MAX_FRAME_CHARACTERS) this.broken = "a line of the stream is too long";
  }

  #rest(): string {
    const rest = this.#pieces.join("");
    this.#pieces = [];
    this.#kept = 0;
    return rest;
  }
}

function frameOf(line: string): Frame {
  return { event: null, data: line, raw: `${line}\n` };
}
