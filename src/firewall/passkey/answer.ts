/** What a browser answers (WebAuthn Level 3, 5.1): read once, by its shape alone; what of it is true is verified elsewhere. */
import { z } from 'zod'

const base64url = z
  .string()
  .regex(/^[\w-]*$/)
  .max(16_000)
const common = { id: base64url.min(1).max(1400), rawId: base64url, type: z.literal('public-key') }
// What extensions said counts for nothing here.
const extensions = z
  .unknown()
  .optional()
  .transform(() => ({}))

export const AssertionAnswer = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
  }),
  clientExtensionResults: extensions,
})

export const CreationAnswer = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(20)).max(10).default([]),
  }),
  clientExtensionResults: extensions,
})

export interface Answer {
  readonly response: { readonly clientDataJSON: string }
}

/** The answer, read; null where it is none. */
export function answerFrom<S extends z.ZodType>(schema: S, text: string): z.output<S> | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
