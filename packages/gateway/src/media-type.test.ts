import { describe, expect, it } from "vitest";
import { mediaTypeOf } from "./media-type.ts";

const PNG = Buffer.from("89504e470d0a1a0a", "hex");

describe("what a file is", () => {
  it("is what its first bytes say, whatever its server says", () => {
    expect(mediaTypeOf(PNG, "text/html")).toBe("image/png");
    expect(mediaTypeOf(Buffer.from("%PDF-1.7"), "application/octet-stream")).toBe("application/pdf");
    expect(mediaTypeOf(Buffer.from("RIFF\n\n\r\nWEBPVP8 "), "image/png")).toBe("image/webp");
    expect(mediaTypeOf(Buffer.from("\0\0\0\x18ftypheic"), undefined)).toBe("image/heic");
  });

  it("is what its server says where bytes do not, but never a web page or a guess", () => {
    expect(mediaTypeOf(Buffer.from("a,b"), "Text/CSV; charset=utf-8")).toBe("text/csv");
    expect(mediaTypeOf(Buffer.from("<html>"), "text/html; charset=utf-8")).toBeNull();
    expect(mediaTypeOf(Buffer.from("??"), "application/octet-stream")).toBeNull();
    expect(mediaTypeOf(Buffer.alloc(0), undefined)).toBeNull();
  });
});
