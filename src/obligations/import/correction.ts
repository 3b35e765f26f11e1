/**
 * What a person may correct in a document that was read from a file, as data. Each correction gives a new model that
 * still holds together, or is refused with its reason; nothing here touches the store.
 */
import { z } from 'zod'
import { Address, ParagraphKind } from '../../documents/index.ts'

const at = { at: Address }

/** One correction of a draft; `at` is the address as it stands in the draft. */
export const Correction = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('kind'), ...at, kind: ParagraphKind }),
  z.strictObject({ is: z.literal('text'), ...at, text: z.string().trim().min(1) }),
  z.strictObject({ is: z.literal('heading'), ...at, heading: z.string().trim().min(1).nullable() }),
  /** The id of one of the document's sections; null for what stands before the first. */
  z.strictObject({ is: z.literal('section'), ...at, section: z.string().min(1).nullable() }),
  /** What stands from `position` on (characters) becomes a piece of its own: an item, or the next paragraph. */
  z.strictObject({ is: z.literal('split'), ...at, position: z.int().positive(), into: Address }),
  /** Joins the piece to the one before it: an item to the item or the introductory words, a paragraph to a paragraph. */
  z.strictObject({ is: z.literal('merge'), ...at }),
  /** Gives the piece another address; what lies in it follows. */
  z.strictObject({ is: z.literal('address'), ...at, to: Address }),
  /** It asks the State for something, or it does not. */
  z.strictObject({ is: z.literal('mark'), ...at }),
  z.strictObject({ is: z.literal('unmark'), ...at }),
  /** A doubt that a person has looked at and found unfounded. */
  z.strictObject({ is: z.literal('settle'), at: z.string().min(1) }),
  z.strictObject({
    is: z.literal('document'),
    symbol: z.string().trim().min(3).optional(),
    body: z.string().trim().min(2).optional(),
    state: z
      .string()
      .trim()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    title: z.string().trim().min(1).optional(),
    language: z.enum(['ar', 'az', 'en', 'es', 'fr', 'ru', 'tr', 'zh']).optional(),
    adoptedOn: z.iso.date().nullable().optional(),
    followUpDueOn: z.iso.date().nullable().optional(),
    followUpParagraphs: z.array(z.string().min(1)).optional(),
    nextReportDueOn: z.iso.date().nullable().optional(),
  }),
])
export type Correction = z.infer<typeof Correction>
