import type { Metadata } from "next";
import { NothingPublic } from "../shell/nothing-here.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col justify-center">
      <NothingPublic />
    </main>
  );
}
