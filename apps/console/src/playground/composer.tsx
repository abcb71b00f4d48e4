"use client";

import { Button } from "@tollgate/ui/button";
import { IconButton } from "@tollgate/ui/icon-button";
import { ArrowUp, ImagePlus, Square, X } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { Starters } from "./starters.tsx";
import type { UserTurn } from "./turns.ts";

const MOST_IMAGES = 4;
const LARGEST_IMAGE_BYTES = 4 * 1024 * 1024;

type Props = {
  /** Nothing was asked yet: something to begin with is offered. */
  fresh: boolean;
  busy: boolean;
  /** How many models are asked. */
  models: number;
  seesImages: boolean;
  onAsk: (turn: UserTurn) => void;
  onStop: () => void;
};

/** Where a person writes. Enter sends, Shift and Enter begins a new line. */
export function Composer({ fresh, busy, models, seesImages, onAsk, onStop }: Props) {
  const [text, setText] = useState("");
  const [images, setImages] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);

  function send() {
    if (busy || models === 0 || text.trim() === "") return;
    onAsk({ role: "user", text: text.trim(), images });
    setText("");
    setImages([]);
  }
  async function attach(files: FileList | null) {
    const chosen = [...(files ?? [])].slice(0, MOST_IMAGES - images.length);
    const small = chosen.filter(({ size }) => size <= LARGEST_IMAGE_BYTES);
    setProblem(small.length < chosen.length ? "Images can have 4 MB at most: choose a smaller one." : null);
    setImages([...images, ...(await Promise.all(small.map(dataUrl)))]);
    if (file.current) file.current.value = "";
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      action={send}
      className="rounded-lg border border-line-control bg-surface p-2 shadow-sm focus-within:border-accent dark:bg-raised"
    >
      {images.length > 0 ? (
        <ul className="flex flex-wrap gap-2 p-1 pb-2">
          {images.map((url, index) => (
            <li key={url.slice(-40)} className="relative">
              {/* biome-ignore lint/performance/noImgElement: a data URL the person has just chosen has nothing to optimise */}
              <img src={url} alt={`Attached ${index + 1}`} className="size-16 rounded-md border object-cover" />
              <IconButton
                label={`Remove image ${index + 1}`}
                size="sm"
                className="absolute -top-2 -right-2 rounded-full border bg-raised"
                onClick={() => setImages(images.filter((one) => one !== url))}
              >
                <X />
              </IconButton>
            </li>
          ))}
        </ul>
      ) : null}
      {fresh && text === "" ? (
        <Starters
          onPick={(starter) => {
            setText(starter);
            field.current?.focus();
          }}
        />
      ) : null}
      <textarea
        ref={field}
        aria-label="Message"
        placeholder={models > 1 ? `Ask all ${models} models at once…` : "Write a message…"}
        rows={2}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-60 min-h-12 w-full resize-none bg-transparent px-2 py-1 focus-visible:outline-hidden placeholder:text-ink-faint max-sm:text-lg"
      />
      <div className="flex items-center justify-between gap-3">
        <span className="flex items-center gap-2">
          <input
            ref={file}
            type="file"
            accept="image/png,image/jpeg,image/webp,image/gif"
            multiple
            hidden
            onChange={(event) => void attach(event.target.files)}
          />
          {seesImages ? (
            <IconButton
              label="Attach an image"
              disabled={images.length >= MOST_IMAGES}
              onClick={() => file.current?.click()}
            >
              <ImagePlus />
            </IconButton>
          ) : null}
          {problem ? (
            <span role="alert" className="text-critical-text text-sm">
              {problem}
            </span>
          ) : null}
        </span>
        {busy ? (
          <Button onClick={onStop}>
            <Square aria-hidden="true" className="size-3.5!" /> Stop
          </Button>
        ) : (
          <Button type="submit" intent="primary" disabled={models === 0 || text.trim() === ""}>
            Send <ArrowUp aria-hidden="true" />
          </Button>
        )}
      </div>
    </form>
  );
}

function dataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error("The image could not be read."));
    reader.readAsDataURL(file);
  });
}
