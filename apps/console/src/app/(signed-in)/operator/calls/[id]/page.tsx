import type { Metadata } from "next";
import { StaffCallScreen } from "../../../../../corrections/staff-call-screen.tsx";

export const metadata: Metadata = { title: "Call" };

export default async function StaffCall({ params }: { params: Promise<{ id: string }> }) {
  return <StaffCallScreen callId={(await params).id} desk="operator" />;
}
