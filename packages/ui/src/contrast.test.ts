import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("./theme.css", import.meta.url), "utf8");

function tokensOf(selector: string): Map<string, [number, number, number]> {
  const block = css.slice(css.indexOf(`${selector} {`)).split("}")[0] ?? "";
  const tokens = new Map<string, [number, number, number]>();
  for (const [, name, l, c, h] of block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)) {
    if (name) tokens.set(name, [Number(l), Number(c), Number(h)]);
  }
  return tokens;
}

/** Relative luminance of an OKLCH colour, by way of linear sRGB (https://bottosson.github.io/posts/oklab/). */
function luminance([lightness, chroma, hue]: [number, number, number]): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  const red = clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const grounds = ["canvas", "surface", "raised", "sunken", "hover"];
const pairs: [string, string][] = [
  ...["ink", "ink-muted", "ink-faint", "accent-text", "critical-text", "positive-text", "caution-text"].flatMap(
    (text) => grounds.map((ground): [string, string] => [text, ground]),
  ),
  ["accent-on", "accent"],
  ["accent-on", "accent-hover"],
  ["critical-on", "critical"],
  ["critical-on", "critical-hover"],
  ["accent-text", "accent-soft"],
  ["positive-text", "positive-soft"],
  ["caution-text", "caution-soft"],
  ["critical-text", "critical-soft"],
];

describe.each([":root", ".dark"])("colours of %s", (selector) => {
  const tokens = tokensOf(selector);
  test.each(pairs)("%s on %s reaches WCAG AA for small text", (text, ground) => {
    const front = tokens.get(text);
    const back = tokens.get(ground);
    if (!front || !back) throw new Error(`theme.css lacks ${text} or ${ground} under ${selector}`);
    const [dark = 0, light = 0] = [luminance(front), luminance(back)].toSorted((a, b) => a - b);
    expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
  });
});
