const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/** Shows what is being done: one moving line on a terminal, one plain line per finished step elsewhere. */
export interface Progress {
  /** Runs the work and reports how long it took. Steps may overlap. */
  step<T>(label: string, work: () => Promise<T>): Promise<T>;
  /** Clears the moving line, before anything else is printed. */
  close(): void;
}

export function createProgress(output: NodeJS.WriteStream): Progress {
  const running = new Map<symbol, string>();
  const clear = output.isTTY ? "\r\x1b[K" : "";
  let frame = 0;
  const draw = () => {
    if (running.size === 0) return;
    const line = `  ${frames[frame++ % frames.length]} ${[...running.values()].join(" · ")}`;
    output.write(`${clear}${line.slice(0, (output.columns || 80) - 1)}`);
  };
  const ticker = output.isTTY ? setInterval(draw, 120).unref() : undefined;
  return {
    async step(label, work) {
      const id = Symbol(label);
      const started = performance.now();
      running.set(id, label);
      try {
        const result = await work();
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        output.write(`${clear}  ✓ ${label.padEnd(36)} ${seconds.padStart(6)} s\n`);
        return result;
      } finally {
        running.delete(id);
      }
    },
    close() {
      clearInterval(ticker);
      output.write(clear);
    },
  };
}
