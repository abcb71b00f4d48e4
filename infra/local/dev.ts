// `pnpm dev`: the same instance, with a console and applications that reload when their sources change.
import { serve } from "./serve.ts";

await serve("development");
