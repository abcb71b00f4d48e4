// `npm start`: everything Tollgate consists of, served from this machine in production mode.
import { serve } from "./serve.ts";

await serve("production");
