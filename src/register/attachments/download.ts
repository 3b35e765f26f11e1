/** How a file is given out: as a download, read by nothing on the way, and never kept by a browser or a proxy. */
import type { Attachment } from './attachment.ts'

/** The headers of the answer. Its name says neither person nor case. */
export function downloadHeaders({ type, ending, content }: Attachment): Readonly<Record<string, string>> {
  return {
    'content-type': type,
    'content-length': String(content.length),
    'content-disposition': `attachment; filename="file.${ending}"`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  }
}
