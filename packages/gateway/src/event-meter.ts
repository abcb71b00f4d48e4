import type { ReplyEvent } from "./conversation/reply-event.ts";
import type { UpstreamErrorObject } from "./error-object.ts";
import { generatedBy } from "./generated-text.ts";
import type { ToolCallsSeen } from "./tool-calls/tool-calls-seen.ts";
import type { ReportedUsage } from "./usage-units.ts";

/** Generated text kept for an estimate; beyond it only the length is counted. */
const MAX_KEPT_TEXT = 256 * 1024;

/** Watches the events of an answer for what metering and failover need to know. */
export class EventMeter {
  hasContent = false;
  finishReason: string | null = null;
  reported: ReportedUsage | null = null;
  /** The vendor's usage object behind `reported`. */
  usage: unknown;
  /** How much was generated when it came. */
  #generatedAtReport = 0;
  error: UpstreamErrorObject | null = null;
  done = false;
  outputText = "";
  outputBeyond = 0;
  /** Pictures in the answer. */
  pictures = 0;
  /** Set for answers whose calls of tools are to be judged. */
  toolCalls: ToolCallsSeen | null = null;

  get reportIsEarly(): boolean {
    return this.outputText.length + this.outputBeyond > this.#generatedAtReport;
  }

  note(event: ReplyEvent): void {
    switch (event.kind) {
      case "finish":
        this.finishReason = event.reason;
        return;
      case "usage":
        this.reported = event.usage;
        this.usage = event.reported;
        // A report of no output, told beside an answer, is one of the prompt.
        this.#generatedAtReport =
          (event.usage.units.output ?? 0) === 0 ? 0 : this.outputText.length + this.outputBeyond;
        return;
      case "error":
        this.error ??= event.error;
        return;
      case "end":
        this.done = true;
        return;
      default: {
        const { content, text } = generatedBy(event);
        if (!content) return;
        this.hasContent = true;
        if (event.kind === "image") this.pictures += 1;
        if (this.toolCalls !== null) this.toolCalls.note(event);
        if (this.outputText.length + text.length <= MAX_KEPT_TEXT) this.outputText += text;
        else this.outputBeyond += text.length;
      }
    }
  }
}
