/** How a United Nations document looks in Word: Times at 10 points, text in the middle column, numbers set by Word. */
import { AlignmentType, type IPropertiesOptions, LevelFormat, LevelSuffix } from 'docx'

/** Twips. The text column of United Nations documents stands 2 cm in from the margins. */
export const COLUMN = { left: 1134, right: 1134, text: 1701 } as const
export const PAGE = {
  size: { width: 11_906, height: 16_838 },
  margin: { top: 1701, right: 1134, bottom: 1134, left: 1134, header: 851, footer: 567 },
} as const
export const TEXT_WIDTH = PAGE.size.width - PAGE.margin.left - PAGE.margin.right

const FONT = 'Times New Roman'

/** Language tags that Word knows, by ISO 639-1. */
const WORD_LANGUAGE: Readonly<Record<string, string>> = {
  en: 'en-GB',
  az: 'az-Latn-AZ',
  ar: 'ar-SA',
  ru: 'ru-RU',
  tr: 'tr-TR',
  fr: 'fr-FR',
  es: 'es-ES',
}

export function wordLanguage(language: string): string {
  return WORD_LANGUAGE[language] ?? language
}

export function stylesFor(language: string, direction: 'ltr' | 'rtl'): NonNullable<IPropertiesOptions['styles']> {
  const tag = wordLanguage(language)
  const heading = (size: number, bold: boolean, before: number) => ({
    run: { font: FONT, size, bold, italics: !bold, color: '000000' },
    paragraph: { spacing: { before, after: 120 }, keepNext: true, indent: { left: COLUMN.left, right: COLUMN.right } },
  })
  return {
    default: {
      document: {
        run: {
          font: FONT,
          size: 20,
          language: direction === 'rtl' ? { value: 'en-GB', bidirectional: tag } : { value: tag },
        },
        paragraph: { spacing: { line: 240, after: 120 } },
      },
      heading1: heading(24, true, 360),
      heading2: heading(20, true, 240),
      heading3: heading(20, false, 200),
      footnoteText: { run: { font: FONT, size: 18 }, paragraph: { spacing: { after: 40 } } },
      footnoteReference: { run: { superScript: true } },
    },
  }
}

/** Headings "A." and "1.", paragraphs "1." through the whole report, items "(a)" anew in each list. */
export const NUMBERING: NonNullable<IPropertiesOptions['numbering']> = {
  config: [
    {
      reference: 'headings',
      levels: [
        level(0, LevelFormat.UPPER_LETTER, '%1.', { left: COLUMN.left, hanging: 454 }),
        level(1, LevelFormat.DECIMAL, '%2.', { left: COLUMN.left, hanging: 454 }),
      ],
    },
    {
      reference: 'paragraphs',
      levels: [level(0, LevelFormat.DECIMAL, '%1.', { left: COLUMN.left, firstLine: 0 })],
    },
    {
      reference: 'items',
      levels: [level(0, LevelFormat.LOWER_LETTER, '(%1)', { left: 2268, hanging: 567 })],
    },
  ],
}

function level(
  number: number,
  format: (typeof LevelFormat)[keyof typeof LevelFormat],
  text: string,
  indent: { left: number; hanging?: number; firstLine?: number },
) {
  return {
    level: number,
    format,
    text,
    alignment: AlignmentType.LEFT,
    suffix: LevelSuffix.TAB,
    style: { paragraph: { indent } },
  }
}
