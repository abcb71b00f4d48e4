import { type JsonObject, numberIn, objectsIn, textIn } from "../json-fields.ts";

/** Segments of a verbose transcript as SubRip or WebVTT. */
export function subtitles(format: "srt" | "vtt", body: JsonObject): string {
  const lines = objectsIn(body.segments).map((segment, index) => {
    const [start, end] = [numberIn(segment.start) ?? 0, numberIn(segment.end) ?? 0];
    const mark = format === "srt" ? "," : ".";
    const cue = `${clock(start, mark)} --> ${clock(end, mark)}\n${(textIn(segment.text) ?? "").trim()}\n`;
    return format === "srt" ? `${index + 1}\n${cue}` : cue;
  });
  return `${format === "vtt" ? "WEBVTT\n\n" : ""}${lines.join("\n")}\n`;
}

function clock(seconds: number, mark: string): string {
  const ms = Math.round(seconds * 1_000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const rest = String(ms % 1_000).padStart(3, "0");
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1_000) % 60)}${mark}${rest}`;
}
