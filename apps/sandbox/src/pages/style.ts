import { raw } from "hono/html";

/** The sandbox's own plain look: system type, one accent, light and dark from the reader's setting. */
export const STYLE = raw(`
:root {
  color-scheme: light dark;
  --canvas: light-dark(#f5f5f4, #131314);
  --surface: light-dark(#ffffff, #1c1c1e);
  --raised: light-dark(#fafaf9, #232326);
  --line: light-dark(#e0dfdc, #35353a);
  --text: light-dark(#1c1b1a, #ececee);
  --muted: light-dark(#63615c, #a0a0a8);
  --accent: light-dark(#1f5f5b, #7cc7c0);
  --on-accent: light-dark(#ffffff, #0d1f1e);
  --notice: light-dark(#fff6db, #332b12);
  --notice-text: light-dark(#6a4b00, #f0d58a);
  --wrong: light-dark(#a3261b, #ff9d92);
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; min-height: 100vh; background: var(--canvas); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
a { color: var(--accent); text-underline-offset: 3px; }
h1, h2, h3 { line-height: 1.25; margin: 0; font-weight: 600; letter-spacing: -0.01em; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.0625rem; } p { margin: 0; }
h1, h2, p { overflow-wrap: anywhere; }
code, .mono { font: 0.875em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
code { overflow-wrap: anywhere; }
.muted { color: var(--muted); } .small { font-size: 0.875rem; }
.banner { background: var(--notice); color: var(--notice-text); text-align: center; padding: 0.625rem 1rem; font-size: 0.875rem; }
.banner a { color: inherit; }
.page { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; display: grid; gap: 1.5rem; }
.page > *, .stack > * { min-width: 0; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 1.5rem; }
.stack { display: grid; gap: 1rem; } .tight { gap: 0.375rem; }
.row { display: flex; gap: 1rem; justify-content: space-between; align-items: baseline; }
.row > :first-child { min-width: 0; overflow-wrap: anywhere; }
.row > :last-child { font-variant-numeric: tabular-nums; white-space: nowrap; }
.button { appearance: none; border: 1px solid transparent; border-radius: 7px; background: var(--accent); color: var(--on-accent);
  font: inherit; font-weight: 600; padding: 0.6875rem 1.125rem; cursor: pointer; text-align: center; text-decoration: none; display: inline-block; }
.button:hover { filter: brightness(1.08); }
.button.quiet { background: transparent; color: var(--text); border-color: var(--line); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
label { display: block; font-size: 0.875rem; font-weight: 500; margin-bottom: 0.3125rem; }
input { width: 100%; font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--line); border-radius: 7px; padding: 0.625rem 0.75rem; }
input[type="checkbox"] { width: auto; margin: 0; }
.choice { display: flex; gap: 0.5rem; align-items: center; margin: 0; }
input::placeholder { color: var(--muted); opacity: 0.75; }
input[aria-invalid="true"] { border-color: var(--wrong); }
.error { color: var(--wrong); font-size: 0.875rem; margin-top: 0.3125rem; }
.alert { border: 1px solid var(--wrong); border-radius: 7px; color: var(--wrong); padding: 0.75rem 0.875rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; }
th, td { text-align: left; padding: 0.5625rem 0.75rem 0.5625rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--muted); font-weight: 500; font-size: 0.8125rem; } tr:last-child td { border-bottom: 0; }
td:last-child, th:last-child { padding-right: 0; }
.scroll { overflow-x: auto; } .name { min-width: 10rem; }
@media (max-width: 40rem) { .wide { display: none; } .page { padding: 1.75rem 1rem 3rem; } .page > .card { padding: 1.125rem; } }
.pill { display: inline-block; border: 1px solid var(--line); border-radius: 99px; padding: 0.0625rem 0.5625rem; font-size: 0.8125rem; color: var(--muted); white-space: nowrap; }
.pill.wrong { color: var(--wrong); border-color: currentColor; }
`);

export const CHECKOUT_STYLE = raw(`
.checkout { max-width: 56rem; display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); gap: 3rem; align-items: start; margin: 0 auto; padding: 4rem 1.5rem; }
.amount { font-size: 2.25rem; font-weight: 600; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; line-height: 1.2; }
.items { border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); padding: 1rem 0; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
.full { width: 100%; }
.below { margin-top: 1rem; }
.narrow { max-width: 27rem; margin: 0 auto; padding: 4rem 1.25rem; }
@media (max-width: 46rem) { .checkout { grid-template-columns: minmax(0, 1fr); gap: 2rem; padding: 2rem 1rem 3rem; } .narrow { padding-top: 2rem; } .card { padding: 1.125rem; } }
`);

export const AUTHENTICATOR_STYLE = raw(`
.page { max-width: 34rem; }
.codes { list-style: none; margin: 0; padding: 0; display: grid; gap: 1rem; }
.codes li { display: grid; gap: 0.125rem; } .codes li + li { border-top: 1px solid var(--line); padding-top: 1rem; }
.codes span { color: var(--muted); font-size: 0.875rem; overflow-wrap: anywhere; }
.codes strong { font-size: 1.75rem; letter-spacing: 0.06em; color: var(--accent); user-select: all; }
`);

export const MAILBOX_STYLE = raw(`
.mailbox { max-width: 76rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; display: grid; gap: 1.25rem; }
.panes { display: grid; grid-template-columns: 22rem minmax(0, 1fr); gap: 1.25rem; align-items: start; }
.search { display: flex; gap: 0.5rem; } .search .button { white-space: nowrap; }
.list { list-style: none; margin: 0; padding: 0; overflow: hidden; }
.list li + li { border-top: 1px solid var(--line); }
.list a { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.125rem; padding: 0.75rem 1rem; text-decoration: none; color: inherit; }
.list a:hover { background: var(--raised); }
.list a[aria-current] { background: var(--raised); box-shadow: inset 3px 0 var(--accent); }
.list strong { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.list .row > :first-child { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.frame { width: 100%; height: 28rem; border: 1px solid var(--line); border-radius: 7px; background: #fff; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 0.875rem/1.55 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
details summary { cursor: pointer; color: var(--muted); font-size: 0.875rem; margin-bottom: 0.75rem; }
@media (max-width: 52rem) { .panes { grid-template-columns: minmax(0, 1fr); } }
`);
