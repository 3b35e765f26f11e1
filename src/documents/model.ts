/**
 * The one model of a UN document, whatever file it came from. `observance parse` prints it, the store keeps it, the
 * obligations refer to its addresses. Its shape is a public interface: other tools read it.
 */
import { z } from 'zod'

/** An address inside a document: "16", "36(c)(iii)". */
export const Address = z.string().regex(/^\d+(?:\.\d+)*(?:\([^()\s]+\))*$/)

export const ParagraphKind = z.enum(['procedural', 'positive', 'concern', 'recommendation', 'mixed'])
export type ParagraphKind = z.infer<typeof ParagraphKind>

export const Cites = z.object({
  /** Articles of the document's own treaty: "8(1)", "69", "76". */
  articles: z.array(z.string()),
  /** "17.18", "16.9". */
  sdgTargets: z.array(z.string()),
  /** "CMW No. 5 (2021)"; a joint one as each of its numbers. */
  generalComments: z.array(z.string()),
  /** "CMW/C/AZE/CO/2, para. 41"; every "Ibid." resolved. Includes those of the paragraph's footnotes. */
  documents: z.array(z.string()),
  /** Other treaties and named instruments, as the document names them. */
  instruments: z.array(z.string()),
})
export type Cites = z.infer<typeof Cites>

export const Item = z.object({ id: Address, text: z.string() })

export const Paragraph = z.object({
  number: z.string(),
  kind: ParagraphKind,
  /** Id of the innermost section, null before the first. */
  section: z.string().nullable(),
  /** The italic topic above the paragraph, null where none stands. */
  heading: z.string().nullable(),
  /** The introductory words, or all of a paragraph without items. Text after the last item follows on a new line. */
  text: z.string(),
  items: z.array(Item),
  /** Labels of the footnotes marked anywhere in the paragraph, in order. */
  footnotes: z.array(z.string()),
  cites: Cites,
})
export type Paragraph = z.infer<typeof Paragraph>

export const Section = z.object({
  /** Labels joined with a dot: "C.1". */
  id: z.string(),
  label: z.string(),
  title: z.string(),
  /** The article range as printed: "8–35", "73 and 84"; null where none is given. */
  articles: z.string().nullable(),
})
export type Section = z.infer<typeof Section>

export const Recommendation = z.object({ id: Address, text: z.string() })

export const Footnote = z.object({
  label: z.string(),
  /** Address of the paragraph or item that carries the mark; "title" for the title's. */
  at: z.string(),
  text: z.string(),
  /** Documents the note refers to, "Ibid." resolved. */
  resolvesTo: z.array(z.string()),
})

export const Doubt = z.object({ at: z.string(), what: z.string() })

export const UnDocument = z.object({
  symbol: z.string().nullable(),
  /** True where the symbol is not printed in the file and was worked out from body, State and cycle. */
  symbolInferred: z.boolean(),
  /** Abbreviation of the body: "CMW", "CEDAW", "UPR". */
  body: z.string().nullable(),
  /** ISO 3166-1 alpha-3. */
  state: z.string().length(3).nullable(),
  /** ISO 639-1. */
  language: z.string(),
  title: z.string(),
  /** Symbol of the report considered. */
  report: z.string().nullable(),
  /** The session, as a number in words or figures as printed: "thirty-third". */
  session: z.string().nullable(),
  /** ISO dates. */
  adoptedOn: z.iso.date().nullable(),
  consideredOn: z.array(z.iso.date()),
  /** Numbers of the meetings: "464", "465". */
  meetings: z.array(z.string()),
  sections: z.array(Section),
  paragraphs: z.array(Paragraph),
  recommendations: z.array(Recommendation),
  footnotes: z.array(Footnote),
  followUp: z.object({ dueOn: z.iso.date().nullable(), paragraphs: z.array(z.string()) }).nullable(),
  nextReport: z.object({ number: z.string().nullable(), dueOn: z.iso.date().nullable() }).nullable(),
  doubts: z.array(Doubt),
})
export type UnDocument = z.infer<typeof UnDocument>
