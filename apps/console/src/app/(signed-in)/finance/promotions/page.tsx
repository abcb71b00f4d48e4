import type { Metadata } from "next";
import { PromotionsScreen } from "../../../../promotions/promotions-screen.tsx";

export const metadata: Metadata = { title: "Promotions" };

export default function Promotions() {
  return <PromotionsScreen forFinance />;
}
