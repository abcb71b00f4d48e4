import { StatsPageSkeleton } from "../../../../../shell/page-skeleton.tsx";

export default function Loading() {
  return <StatsPageSkeleton stats={2} />;
}
