import { NothingPublic } from "../../shell/nothing-here.tsx";

export default function PublicNotFound() {
  return (
    <main className="flex flex-1 flex-col justify-center py-24">
      <NothingPublic />
    </main>
  );
}
