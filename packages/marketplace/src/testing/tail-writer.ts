// A process with a tail that takes the ends named on its command line, says so, and then waits to be killed.
import { UsageTailFile } from "../inference/usage-tail-file.ts";
import { endedCall } from "./ended-call.ts";

const [directory = "", ...names] = process.argv.slice(2);
const ends = names.map(endedCall);
const tail = new UsageTailFile({
  ...{ directory, maxBytes: 1_000_000, keepMs: () => 60_000, kept: () => ends },
  onError: (error) => {
    throw error;
  },
});
for (const ended of ends) tail.append(ended);
await tail.written();
process.stdout.write("written\n");
setInterval(() => undefined, 60_000);
