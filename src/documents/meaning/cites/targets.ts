/** Finds targets of the Sustainable Development Goals: "target 17.18", "targets 5.1, 5.2 and 16.b". */

const WORD = '(?<!\\p{L})(?:targets?|cibles?|metas?|задач(?:а|и|у|ей|е|ами|ам)?|الغاية|الغايات|الغايتين)'
const TARGET = '(?:1[0-7]|[1-9])\\.(?:\\d{1,2}|[a-z])(?![\\p{L}\\d])'
const LIST = new RegExp(
  `${WORD}\\s+(${TARGET}(?:(?:\\s*,\\s*|\\s+(?:and|to|et|y|и|و)\\s*|\\s*[–-]\\s*|,\\s+and\\s+)${TARGET})*)(?!\\s*(?:per cent|%|million|billion))`,
  'giu',
)

export function targetsIn(text: string): string[] {
  return [...text.matchAll(LIST)].flatMap((match) => match[1]?.match(new RegExp(TARGET, 'giu')) ?? [])
}
