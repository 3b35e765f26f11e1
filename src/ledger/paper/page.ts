/**
 * A checkpoint on paper, for witnesses without a network: a page to print, sign and file, with the same text as a code to
 * scan. Needs nothing but a printer.
 */
import { renderSVG } from 'uqr'
import { hashToText } from '../core/hash.ts'
import type { Signed } from '../log/sign.ts'

const STYLE = `body{font:12pt/1.5 sans-serif;margin:2cm auto;max-width:17cm;color:#0b0c0c}h1{font-size:20pt;margin:0 0 .5cm}
pre{font:9pt/1.6 monospace;white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid #505a5f;padding:4mm}
dl{display:grid;grid-template-columns:4cm 1fr;gap:2mm}dt{font-weight:bold}dd{margin:0;overflow-wrap:anywhere}
svg{width:9cm;height:9cm;display:block;margin:.5cm 0}.line{border-bottom:1px solid #0b0c0c;height:1.2cm}
@media print{body{margin:0}@page{margin:2cm}}`

/** The whole page: HTML with nothing from elsewhere. `printedAt` is for people; it proves nothing. */
export function paperPage({ checkpoint, text }: Signed, printedAt: Temporal.Instant): string {
  const day = printedAt.toString({ smallestUnit: 'minute' }).replace('T', ' ').replace('Z', ' UTC')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Checkpoint ${checkpoint.size} of ${escaped(checkpoint.origin)}</title><style>${STYLE}</style></head>
<body><h1>Checkpoint of a log</h1>
<p>Keep this sheet. If the log is ever changed before entry ${checkpoint.size}, this sheet shows it.</p>
<dl><dt>Log</dt><dd>${escaped(checkpoint.origin)}</dd><dt>Entries</dt><dd>${checkpoint.size}</dd>
<dt>Root</dt><dd><code>${hashToText(checkpoint.root).replace(/.{11}/g, '$& ')}</code></dd><dt>Printed</dt><dd>${day}</dd></dl>
<h2>The signed text</h2><pre>${escaped(text)}</pre>
<h2>The same text to scan</h2>${renderSVG(text, { border: 4 })}
<h2>Received by the witness</h2><p>Name, day and signature:</p><div class="line"></div><div class="line"></div>
<p>To check a later state of the log: <code>observance audit</code> with the text above in a file.</p></body></html>
`
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
