import { redirect } from "next/navigation";

export default function Finance() {
  redirect("/finance/payouts");
}
