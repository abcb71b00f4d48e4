import { redirect } from "next/navigation";

export default function Operator() {
  redirect("/operator/endpoints");
}
