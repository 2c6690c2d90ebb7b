// Style sheets of pages that figures are put into: frameworks as they are published, and what site generators and themes
// say of the elements that a figure has, too.

import { readFileSync } from 'node:fs';

const published = (path: string) => readFileSync(`node_modules/${path}`, 'utf8');

/** Each is the style sheet of a page by its name. */
export const FRAMEWORKS: Readonly<Record<string, string>> = {
  nothing: '',
  'Pico 2': published('@picocss/pico/css/pico.min.css'),
  Bootstrap: published('bootstrap/dist/css/bootstrap.min.css'),
  Bulma: published('bulma/css/bulma.min.css'),
  'Tailwind’s preflight': published('tailwindcss/preflight.css'),
  milligram: published('milligram/dist/milligram.min.css'),
  sakura: published('sakura.css/css/sakura.css'),
  'new.css': published('@exampledev/new.css/new.css').replace(/@import[^;]*;/g, ''),
  'water.css': published('water.css/out/water.css'),
  'a root font of 10 pixels': 'html { font-size: 62.5% } body { font-size: 1.6rem }',
  'a root font of 20 pixels': 'html { font-size: 125% } body { font-size: 0.8rem }',
  'a reset of everything': `* { margin: 0; padding: 0; border: 0; font: inherit; vertical-align: baseline; box-sizing: border-box } ol, ul { list-style: none }
    *::before, *::after { box-sizing: border-box } svg, canvas, img { max-width: 100%; height: auto }`,
  // Chips for code, borders and stripes for tables that scroll by themselves, and room between list items.
  'a site of documentation': `.doc code { padding: 2px 6px; border: 1px solid #999; border-radius: 6px; background: #eee; font-size: 87%; color: #909 }
    .doc table { display: block; width: max-content; max-width: 100%; margin: 20px 0; overflow: auto; border: 1px solid #999 }
    .doc :is(th, td) { min-width: 100px; padding: 12px 20px; border: 1px solid #ddd; background: #f4f4f4; vertical-align: top }
    .doc tr:nth-child(2n) { background: #eee } .doc ul, .doc ol { padding-left: 32px; list-style: decimal }
    .doc li { margin: 8px 0 8px 20px; list-style: decimal } .doc li + li { margin-top: 12px } .doc p { margin: 24px 0; line-height: 28px }
    .doc h3 { margin: 32px 0 0; font-size: 28px; padding-top: 20px; border-top: 1px solid } .doc canvas, .doc svg { display: inline; max-width: 50% }`,
  'a theme by ids': `#top #page code { display: block; padding: 10px; background: #eee } #top #page button { min-width: 90px; padding: 20px; background: #06c; color: #fff }
    #top #page :is(section, ol) { padding: 3px; text-transform: uppercase } #top #page select { width: 100%; height: 60px; border: 2px solid }
    #top #page td { border: 3px solid red }`,
  'rules for roles and states': `[role="group"] { display: inline-flex; width: 100%; margin-bottom: 1rem } [role="group"] > * { flex: 1 1 auto; margin-left: -1px }
    [role="toolbar"] { padding: 20px; gap: 20px; background: #ddd } [role="slider"] { height: 4px; margin: 30px 0 } [role="img"] { width: 24px; height: 24px }
    [aria-label] { position: relative; border-bottom: 1px dotted } [aria-label]::after { content: attr(aria-label); position: absolute }
    [tabindex]:not(a) { outline: 3px solid; padding: 4px } [title] { text-decoration: underline }`,
  'words before and after elements': `li::before { content: "–"; margin-right: 10px } code::before, code::after { content: "\`" }
    button::after { content: "›"; padding: 10px } [class]::before { content: "¶"; display: table } [class]::after { content: ""; display: table; clear: both }
    th::after { content: "↕" } section::before { content: "§" } ol { counter-reset: item } li { counter-increment: item }`,
  'a notebook': `.doc :is(td, th) { text-align: right; max-width: none; white-space: normal; padding: 0.5em; line-height: normal } .doc tr:nth-child(odd) { background: #eee }
    .doc pre, .doc code { background-color: #f5f5f5; padding: 1px 5px; font-size: 14px; white-space: pre-wrap; word-break: break-all; display: inline-block }
    .doc table { margin-left: 0; margin-right: auto; border: none; table-layout: fixed; font-size: 12px } .doc button { cursor: wait; box-shadow: 0 0 3px; letter-spacing: 2px }`,
};
