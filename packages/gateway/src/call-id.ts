/** Makes call ids. `nodeHex` is what keeps the processes of one installation apart: 16 random hex digits, drawn once at start. */
export class CallIds {
  #lastMs = 0;
  #counter = 0;
  #msText = "";
  readonly #node: string;

  /** @throws RangeError when `nodeHex` is not 16 lower-case hex digits. */
  constructor(nodeHex: string) {
    if (!/^[0-9a-f]{16}$/.test(nodeHex)) throw new RangeError("the node part of call ids is 16 hex digits");
    const variant = ((Number.parseInt(nodeHex.charAt(0), 16) & 3) | 8).toString(16);
    this.#node = `${variant}${nodeHex.slice(1, 4)}-${nodeHex.slice(4)}`;
  }

  /**
   * The next id: a uuid v7 (RFC 9562) whose 12 bits after the version count within the millisecond, so that the ids of a process only
   * grow, also when the clock steps back. No randomness is drawn per call.
   */
  next(nowMs: number): string {
    if (nowMs > this.#lastMs) this.#startMillisecond(nowMs);
    else if (this.#counter === 0xfff) this.#startMillisecond(this.#lastMs + 1);
    else this.#counter += 1;
    const counter = this.#counter.toString(16).padStart(3, "0");
    return `${this.#msText}-7${counter}-${this.#node}`;
  }

  #startMillisecond(ms: number): void {
    this.#lastMs = ms;
    this.#counter = 0;
    const hex = ms.toString(16).padStart(12, "0");
    this.#msText = `${hex.slice(0, 8)}-${hex.slice(8)}`;
  }
}

/** How a call id is shown: `gen-` and 32 hex digits. */
export function toGenerationId(callId: string): string {
  return `gen-${callId.replaceAll("-", "")}`;
}

/** The call id in a generation id, or `null` when it is none. A bare uuid is taken too. */
export function parseGenerationId(text: string): string | null {
  const hex = text.replace(/^gen-/, "").replaceAll("-", "").toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(hex)) return null;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
