/** One message of a stream, whatever carries it. */
export interface Frame {
  /** Name the transport gives it (`event:` of a server-sent event, `:event-type` of an AWS event), or `null`. */
  readonly event: string | null;
  /** UTF-8 bytes, one character each. */
  readonly data: string;
  /** The frame as it came, for passing on; empty where the transport is binary. */
  readonly raw: string;
}

/** Cuts bytes that arrive in any split into frames. */
export interface FrameReader {
  /** Set once the stream cannot be read on. */
  readonly broken: string | null;
  push(bytes: string): Frame[];
  /** What the stream ended without closing. */
  end(): Frame[];
}

/** Longest frame taken, so that an endpoint that never ends one cannot fill the memory. */
export const MAX_FRAME_CHARACTERS = 32 * 1024 * 1024;
