/** The one table on stdout. */
import { cpus, loadavg, totalmem } from 'node:os'
import { type Figure, ratioOf, verdictOn } from './measurement.ts'

const HEADINGS = ['measurement', 'figure', 'goal', 'floor', 'ratio', 'at most', 'verdict'] as const

/** All figures, a row each, in columns as wide as they must be. */
export function asTable(figures: readonly Figure[]): string {
  const rows = [[...HEADINGS], ...figures.map(rowOf)]
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function rowOf(figure: Figure): string[] {
  const { name, value, unit, goal, floor, atMostTimes } = figure
  const ratio = ratioOf(figure)
  return [
    name,
    `${rounded(value)} ${unit}${figure.compared === undefined ? '' : ` (median ${rounded(figure.compared)})`}`,
    goal === undefined ? '' : `< ${goal} ${unit}`,
    floor === null ? '' : `${rounded(floor.value)} ${unit} (${floor.what})`,
    ratio === null ? '' : ratio.toFixed(2),
    atMostTimes === undefined ? '' : String(atMostTimes),
    verdictOn(figure),
  ]
}

/** What the figures were measured on: without it they say nothing. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() || process.arch
  return `${cpus().length} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, load ${loadavg()[0]?.toFixed(1)}`
}

function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
