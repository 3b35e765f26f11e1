/**
 * Puts a report's model on paper: headings after the document's chapters, numbered paragraphs, tables, footnotes and an annex,
 * in the report's language.
 */
import { annexOf } from './annex.ts'
import { composeAnswer } from './compose-answer.ts'
import { paragraphsOf } from './content.ts'
import type { Layout, Masthead } from './layout.ts'
import type { Cluster, Cover, ReportModel } from './model.ts'
import { Paper } from './paper.ts'
import { type Wording, wordingIn } from './wording/index.ts'

/** The layout of a report. The same model gives the same layout, always. */
export function compose(model: ReportModel): Layout {
  const words = wordingIn(model.cover.language)
  const paper = new Paper(words)
  composeProse(paper, 'section.introduction', model.content.introduction)
  composeProse(paper, 'section.methodology', model.content.methodology)
  paper.heading(1, words.say(`section.${model.cover.kind}`))
  for (const cluster of model.clusters) composeCluster(paper, model, cluster)
  return {
    language: words.language,
    direction: words.direction,
    masthead: mastheadOf(model, words),
    body: paper.blocks,
    annex: annexOf(model, paper, words),
    notes: paper.notes,
  }
}

/** What nobody has written takes no heading either. */
function composeProse(paper: Paper, heading: 'section.introduction' | 'section.methodology', prose: string): void {
  const paragraphs = paragraphsOf(prose)
  if (paragraphs.length === 0) return
  paper.heading(1, paper.words.say(heading))
  for (const pieces of paragraphs) paper.prose(pieces)
}

function composeCluster(paper: Paper, model: ReportModel, cluster: Cluster): void {
  const { words } = paper
  const title = cluster.title === '' ? words.say('section.elsewhere') : cluster.title
  const articles = cluster.articles.join(', ').replaceAll('-', '–')
  paper.heading(2, articles === '' ? title : words.say('section.articles', { title, articles }))
  let last = ''
  for (const answer of cluster.answers) {
    const { topic, paragraph } = answer
    if (paragraph !== last && paragraph !== '')
      paper.heading(
        3,
        topic === null ? words.say('topic.plain', { paragraph }) : words.say('topic.named', { topic, paragraph }),
      )
    last = paragraph
    composeAnswer(paper, model, answer)
  }
}

function mastheadOf({ cover, content }: ReportModel, words: Wording): Masthead {
  return {
    symbol: content.symbol.trim(),
    body: words.named(`body.${cover.body}`) ?? cover.body,
    title: cover.title,
    subtitle: words.say(`cover.${cover.kind}`, {
      state: cover.state,
      document: cover.document,
      paragraphs: cover.paragraphs.join(', '),
    }),
    date: words.day(cover.on),
    demonstration: cover.demonstration ? words.say('cover.demonstration') : null,
  }
}

/** A symbol to propose for a paper that answers a treaty body's document; the United Nations secretariat gives the real one. */
export function proposedSymbol({ kind, document }: Pick<Cover, 'kind' | 'document'>): string {
  const found = /^([A-Z]+\/C\/[A-Z]{3})\/CO\/(\d+)(?:-(\d+))?$/.exec(document)
  if (found === null) return ''
  return kind === 'follow-up' ? `${found[1]}/FCO/${found[2]}` : `${found[1]}/${Number(found[3] ?? found[2]) + 1}`
}
