/** Finds what is usual in a document: size of type, line pitch, right margin. */
import type { PageLine } from './page-line.ts'
import type { Measures } from './paragraphs.ts'

/** The measures that most lines keep to. */
export function measuresOf(pages: readonly (readonly PageLine[])[]): Measures {
  const lines = pages.flat()
  const bodySize =
    commonest(
      lines.map((line) => ({ value: line.size, weight: line.right - line.x })),
      0.5,
    ) ?? 10
  const body = lines.filter((line) => Math.abs(line.size - bodySize) <= 0.5)
  const pitches = pages.flatMap((page) => page.flatMap((line, index) => pitchOf(page[index - 1], line, bodySize)))
  return {
    bodySize,
    pitch: narrowestOften(pitches, 0.5) ?? 1.2 * bodySize,
    right:
      quantile(
        body.map(({ right }) => right),
        0.95,
      ) ?? 0,
  }
}

function pitchOf(before: PageLine | undefined, line: PageLine, bodySize: number): { value: number; weight: number }[] {
  // Notes are set closer than the text.
  if (before === undefined || [before, line].some(({ size }) => Math.abs(size - bodySize) > 0.5)) return []
  const pitch = before.y - line.y
  return pitch > 0.9 * bodySize && pitch < 2.5 * bodySize ? [{ value: pitch, weight: 1 }] : []
}

// Where most paragraphs have one line, what lies between paragraphs is commoner than what lies between lines.
const OFTEN = 0.2

function narrowestOften(samples: readonly Sample[], step: number): number | undefined {
  const weights = weightsOf(samples, step)
  const most = Math.max(...weights.map(([, weight]) => weight))
  return weights.filter(([, weight]) => weight >= OFTEN * most).toSorted(([a], [b]) => a - b)[0]?.[0]
}

function commonest(samples: readonly Sample[], step: number): number | undefined {
  return weightsOf(samples, step).toSorted(([, a], [, b]) => b - a)[0]?.[0]
}

interface Sample {
  readonly value: number
  readonly weight: number
}

function weightsOf(samples: readonly Sample[], step: number): [number, number][] {
  const weights = new Map<number, number>()
  for (const { value, weight } of samples) {
    const key = Math.round(value / step) * step
    weights.set(key, (weights.get(key) ?? 0) + weight)
  }
  return [...weights]
}

function quantile(values: readonly number[], share: number): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))]
}
