import { expect, test, vi } from "vitest";
import { createApiKey } from "../access/create-api-key.ts";
import { listApiKeys } from "../access/list-api-keys.ts";
import { listMembers } from "../access/list-members.ts";
import { openPlayground } from "../playground/open-playground.ts";
import { expectRefused } from "../testing/duties.ts";
import { addMember, mails, newPerson, type Person, services, setClock, useVerbs } from "../testing/verbs.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { changeMemberRole } from "./change-member-role.ts";
import { inviteMember } from "./invite-member.ts";
import { listInvitations } from "./list-invitations.ts";
import { previewInvitation } from "./preview-invitation.ts";
import { removeMember } from "./remove-member.ts";
import { resendInvitation } from "./resend-invitation.ts";
import { withdrawInvitation } from "./withdraw-invitation.ts";

useVerbs();

/** The token of the newest mail to an address. */
function mailedToken(email: string): string {
  const mail = mails.filter(({ to }) => to === email).at(-1);
  return /\/invitations\/([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "";
}

async function invite(owner: Person, email: string, role: "owner" | "admin" | "member" = "member"): Promise<string> {
  const { invitation } = await inviteMember(await owner.ctx(), { workspaceId: owner.workspaceId, email, role });
  return invitation.id;
}

test("an invitation is mailed, shown to whoever holds the link, and lets in the invited address alone, once", async () => {
  const [owner, guest, other] = [await newPerson("Owner"), await newPerson("Guest"), await newPerson("Other")];
  await invite(owner, guest.email, "admin");
  const token = mailedToken(guest.email);
  expect(await previewInvitation(await other.ctx(), { token })).toMatchObject({
    email: guest.email,
    role: "admin",
    state: "open",
    hasAccount: true,
    invitedBy: "Owner",
  });
  await expectRefused([acceptInvitation(await other.ctx(), { token })], "forbidden");
  const ctx = await guest.ctx();
  const both = await Promise.all([acceptInvitation(ctx, { token }), acceptInvitation(ctx, { token })]);
  expect(both).toEqual([{ slug: owner.slug }, { slug: owner.slug }]);
  const members = await listMembers(await guest.ctx(), { workspaceId: owner.workspaceId });
  expect(members.map(({ user, role }) => [user.email, role])).toEqual([
    [owner.email, "owner"],
    [guest.email, "admin"],
  ]);
  const user = await services.db.prisma.user.findUniqueOrThrow({ where: { id: guest.userId } });
  expect(user.emailVerifiedAt).not.toBeNull();
  await expect(invite(owner, guest.email)).rejects.toMatchObject({ code: "conflict", field: "email" });
});

test("an address is invited once at a time, and sending again ends the old link", async () => {
  const [owner, guest] = [await newPerson("Owner"), await newPerson("Guest")];
  const { workspaceId } = owner;
  const attempts = await Promise.allSettled([invite(owner, guest.email), invite(owner, guest.email)]);
  expect(attempts.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const old = mailedToken(guest.email);
  const [open] = await listInvitations(await owner.ctx(), { workspaceId });
  const again = { workspaceId, invitationId: open?.id ?? "" };
  await expectRefused([resendInvitation(await owner.ctx(), again)], "too_many_requests");
  const later = { ...(await owner.ctx()), now: () => new Date(Date.now() + 120_000) };
  expect(await resendInvitation(later, again)).toMatchObject({ mailed: true, invitation: { state: "open" } });
  await expectRefused([acceptInvitation(await guest.ctx(), { token: old })], "not_found");
  expect(await acceptInvitation(await guest.ctx(), { token: mailedToken(guest.email) })).toEqual({ slug: owner.slug });
});

test("a withdrawn invitation and one that is over let nobody in, and make room for another", async () => {
  const [owner, guest] = [await newPerson("Owner"), await newPerson("Guest")];
  const { workspaceId } = owner;
  const invitationId = await invite(owner, guest.email);
  const first = mailedToken(guest.email);
  await withdrawInvitation(await owner.ctx(), { workspaceId, invitationId });
  await expectRefused([acceptInvitation(await guest.ctx(), { token: first })], "precondition_failed");
  await expectRefused([resendInvitation(await owner.ctx(), { workspaceId, invitationId })], "precondition_failed");
  await invite(owner, guest.email);
  const second = mailedToken(guest.email);
  const eightDays = new Date(Date.now() + 8 * 86_400_000);
  setClock(eightDays);
  expect(await previewInvitation(await guest.ctx(), { token: second })).toMatchObject({ state: "over" });
  await expectRefused([acceptInvitation(await guest.ctx(), { token: second })], "precondition_failed");
  await invite(owner, guest.email);
  setClock(null);
});

test("a mail that is not taken keeps the invitation, and says so", async () => {
  const complaint = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const owner = await newPerson("Owner");
  const { workspaceId } = owner;
  const down = { ...(await owner.ctx()), mailer: { send: () => Promise.reject(new Error("no route to host")) } };
  const sent = await inviteMember(down, { workspaceId, email: "far@example.com", role: "member" });
  expect(sent).toMatchObject({ mailed: false, invitation: { state: "open" } });
  expect(complaint).toHaveBeenCalledOnce();
  complaint.mockRestore();
});

test("only owners make and unmake owners, and members invite nobody", async () => {
  const [owner, admin, member] = [await newPerson("Owner"), await newPerson("Admin"), await newPerson("Member")];
  const { workspaceId } = owner;
  await addMember(workspaceId, admin.userId, "admin");
  await addMember(workspaceId, member.userId, "member");
  const [adminCtx, memberCtx] = [await admin.ctx(), await member.ctx()];
  await expectRefused(
    [
      inviteMember(adminCtx, { workspaceId, email: "x@example.com", role: "owner" }),
      changeMemberRole(adminCtx, { workspaceId, userId: admin.userId, role: "owner" }),
      changeMemberRole(adminCtx, { workspaceId, userId: owner.userId, role: "member" }),
      removeMember(adminCtx, { workspaceId, userId: owner.userId, keys: "revoke" }),
      inviteMember(memberCtx, { workspaceId, email: "x@example.com", role: "member" }),
      changeMemberRole(memberCtx, { workspaceId, userId: member.userId, role: "admin" }),
      removeMember(memberCtx, { workspaceId, userId: admin.userId, keys: "revoke" }),
      listInvitations(memberCtx, { workspaceId }),
    ],
    "forbidden",
  );
  await changeMemberRole(adminCtx, { workspaceId, userId: member.userId, role: "admin" });
  await inviteMember(await member.ctx(), { workspaceId, email: "x@example.com", role: "member" });
});

test("a workspace keeps an owner, also when two owners step down at the same moment and when the verbs are gone around", async () => {
  const [one, two] = [await newPerson("One"), await newPerson("Two")];
  const { workspaceId } = one;
  const leave = async (person: Person) =>
    removeMember(await person.ctx(), { workspaceId, userId: person.userId, keys: "revoke" });
  await expectRefused([leave(one)], "precondition_failed");
  await expectRefused(
    [changeMemberRole(await one.ctx(), { workspaceId, userId: one.userId, role: "admin" })],
    "precondition_failed",
  );
  await addMember(workspaceId, two.userId, "admin");
  await changeMemberRole(await one.ctx(), { workspaceId, userId: two.userId, role: "owner" });
  const steps = await Promise.allSettled([leave(one), leave(two)]);
  expect(steps.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const owners = await services.db.prisma.membership.findMany({ where: { workspaceId } });
  expect(owners.map(({ role }) => role)).toEqual(["owner"]);
  await expect(
    services.db.pool.query("DELETE FROM membership WHERE workspace_id = $1", [workspaceId]),
  ).rejects.toMatchObject({ code: "TG021" });
});

test("a removed member is out at once; their keys end or are handed over, and the playground's always end", async () => {
  const [owner, member] = [await newPerson("Owner"), await newPerson("Member")];
  const { workspaceId } = owner;
  const join = () => addMember(workspaceId, member.userId, "admin");
  await join();
  const { key } = await createApiKey(await member.ctx(), { workspaceId, name: "kept" });
  await openPlayground(await member.ctx(), { workspaceId });
  const removed = await removeMember(await owner.ctx(), { workspaceId, userId: member.userId, keys: "hand_over" });
  expect(removed).toEqual({ revokedKeys: 1, handedOverKeys: 1 });
  await expectRefused([listApiKeys(await member.ctx(), { workspaceId })], "not_found");
  const kept = await services.db.prisma.apiKey.findUniqueOrThrow({ where: { id: key.id } });
  expect(kept).toMatchObject({ createdById: owner.userId, revokedAt: null });
  await join();
  await createApiKey(await member.ctx(), { workspaceId, name: "ended" });
  const left = await removeMember(await member.ctx(), { workspaceId, userId: member.userId, keys: "revoke" });
  expect(left).toEqual({ revokedKeys: 1, handedOverKeys: 0 });
  const keys = await listApiKeys(await owner.ctx(), { workspaceId });
  expect(keys.map(({ name, state }) => [name, state])).toEqual([
    ["ended", "revoked"],
    ["kept", "active"],
  ]);
});
