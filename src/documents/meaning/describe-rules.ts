/** Lists every rule with the phrase that it answers and what it gives, for the page that documents them. */
import { SENTENCE_RULES } from './rules/index.ts'
import type { Act, DescribedRule } from './rules/rule.ts'

const GIVES: Readonly<Record<Act, string>> = {
  asks: 'a recommendation',
  concern: 'a concern',
  praise: 'a positive aspect',
  note: 'a remark beside a recommendation, which makes the paragraph mixed',
  lack: 'a concern, where nothing in the paragraph praises or asks',
}

/** Rules of structure, citation and date; their patterns are in the files named after them. */
const OTHER_RULES: readonly DescribedRule[] = [
  {
    name: 'introductory words ask themselves',
    phrase: 'adopt the strategy without delay, and:',
    gives: 'a recommendation at the paragraph’s own address',
  },
  {
    name: 'introductory words only open a list',
    phrase: 'take all necessary measures to:',
    gives: 'recommendations at the items alone',
  },
  { name: 'article of the treaty', phrase: 'article 8 (1) of the Convention', gives: 'cites.articles 8(1)' },
  { name: 'target', phrase: 'target 17.18 of the Sustainable Development Goals', gives: 'cites.sdgTargets 17.18' },
  {
    name: 'general comment',
    phrase: 'its general comment No. 5 (2021)',
    gives: 'cites.generalComments CMW No. 5 (2021)',
  },
  {
    name: 'joint general comments',
    phrase: 'No. 3 (2017) of one committee and No. 22 (2017) of another',
    gives: 'cites.generalComments, each number with its committee',
  },
  { name: 'document', phrase: 'CEDAW/C/KOR/CO/2, para. 41', gives: 'cites.documents' },
  { name: 'Ibid.', phrase: 'Ibid., para. 15', gives: 'the document of the footnote before, with the new paragraph' },
  { name: 'instrument', phrase: 'the ILO Domestic Workers Convention, 2011 (No. 189)', gives: 'cites.instruments' },
  {
    name: 'follow-up',
    phrase: 'to provide, within two years (that is, by 1 November 2023), written information on paragraphs 16 and 36',
    gives: 'followUp; a stated date wins over a term',
  },
  { name: 'next report', phrase: 'to submit its fourth periodic report by 1 November 2026', gives: 'nextReport' },
  {
    name: 'numbered recommendation of a review',
    phrase: '141.97 Adopt a plan (Sotoland);',
    gives: 'a recommendation at 141.97',
  },
]

export function describeRules(): DescribedRule[] {
  const sentences = SENTENCE_RULES.map((rule) => ({ name: rule.name, phrase: rule.phrase, gives: GIVES[rule.gives] }))
  return [...sentences, ...OTHER_RULES]
}
