import { optionsOfQuestion } from './answers.ts'
import { isTerritory, ruleOf } from './rule.ts'
import { hasChoices, noneCode, otherCode, type Question, questionsOf, type Survey, wordsIn } from './shape.ts'

/** Why a questionnaire cannot be asked as it is. */
export interface SurveyFault {
  /** The question or page to go to; empty for the whole. */
  readonly where: string
  readonly sentence: string
}

/** Questions that ask who a child is: nothing of the kind may be sent around the départements. */
const identity =
  /\b(nom|prénom|date de naissance|adresse|identité|téléphone)s?\b[^?.]{0,60}\b(d[eu]s? |l’|du |de l’)?(enfant|mineur|jeune|fille|garçon)e?s?\b|\bqui est (le|la|cet?|cette) (enfant|mineur|jeune)/i

const named = (question: Question) => `«\u00a0${wordsIn(question.title) || question.name}\u00a0»`

function twice(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))]
}

function rulesOf(survey: Survey): { where: string; what: string; at: number; text: string }[] {
  let at = 0
  return survey.pages.flatMap((page) => {
    const ofPage = page.visibleIf
      ? [{ where: page.name, what: `La page «\u00a0${wordsIn(page.title)}\u00a0»`, at, text: page.visibleIf }]
      : []
    const ofQuestions = page.elements.flatMap((question) => {
      const place = at++
      return [question.visibleIf, question.requiredIf].flatMap((text) =>
        text ? [{ where: question.name, what: named(question), at: place, text }] : [],
      )
    })
    return [...ofPage, ...ofQuestions]
  })
}

function ruleFaults(survey: Survey): SurveyFault[] {
  const questions = questionsOf(survey)
  const place = new Map(questions.map((question, at) => [question.name, at]))
  return rulesOf(survey).flatMap(({ where, what, at, text }) => {
    const rule = ruleOf(text)
    if (!rule) return [{ where, sentence: `${what} a une règle que l’éditeur ne sait pas tenir.` }]
    return rule.conditions.flatMap(({ of, is, values }): SurveyFault[] => {
      if (isTerritory(of)) return []
      const on = place.get(of)
      if (on === undefined)
        return [{ where, sentence: `${what} dépend d’une question qui n’existe plus (${of}).` }]
      if (on >= at) return [{ where, sentence: `${what} dépend d’une question posée après elle.` }]
      const known = questions[on] ? optionsOfQuestion(questions[on]).map(({ value }) => value) : []
      const lost = values.filter((value) => known.length > 0 && !known.includes(value))
      if (lost.length === 0 || is === 'more' || is === 'less') return []
      return [
        { where, sentence: `${what} dépend d’une réponse qui n’est plus proposée (${lost.join(', ')}).` },
      ]
    })
  })
}

const emptyWords = (question: Question): boolean =>
  wordsIn(question.title) === '' || optionsOfQuestion(question).some(({ text }) => wordsIn(text) === '')

function questionFaults(question: Question): SurveyFault[] {
  const where = question.name
  const faults: string[] = []
  if (emptyWords(question)) faults.push(`${named(question)} a un intitulé ou une réponse sans texte.`)
  if (hasChoices(question) || question.type === 'matrix') {
    const options = optionsOfQuestion(question)
    const codes = twice(options.map(({ value }) => value))
    if (codes.length > 0)
      faults.push(`${named(question)} a deux réponses de même code (${codes.join(', ')}).`)
    if (options.length < 2) faults.push(`${named(question)} n’a qu’une réponse possible.`)
    const own = hasChoices(question) ? question.choices.map(({ value }) => value) : []
    const isReserved = (value: string) =>
      value === otherCode || value === 'other_text' || (value === noneCode && question.type === 'checkbox')
    if (own.some(isReserved))
      faults.push(
        `${named(question)} emploie un code réservé\u00a0: utilisez «\u00a0Autre\u00a0» ou «\u00a0Aucun\u00a0» de l’éditeur.`,
      )
  }
  if (question.type === 'matrix' && twice(question.rows.map(({ value }) => value)).length > 0)
    faults.push(`${named(question)} a deux lignes de même code.`)
  if ('min' in question && 'max' in question && question.min !== undefined && question.max !== undefined) {
    if (question.min > question.max)
      faults.push(`${named(question)} a un minimum plus grand que son maximum.`)
  }
  if (identity.test(wordsIn(question.title)))
    faults.push(
      `${named(question)} demande qui est un enfant\u00a0: aucune question ne doit permettre de le reconnaître.`,
    )
  return faults.map((sentence) => ({ where, sentence }))
}

/** Everything that keeps a questionnaire from being published, each with its place. */
export function surveyFaults(survey: Survey): SurveyFault[] {
  const questions = questionsOf(survey)
  const pageNames = survey.pages.map(({ name }) => name)
  const all: SurveyFault[] = []
  if (questions.length === 0) all.push({ where: '', sentence: 'Le questionnaire ne pose aucune question.' })
  for (const name of twice(questions.map((question) => question.name)))
    all.push({ where: name, sentence: `Deux questions portent l’identifiant «\u00a0${name}\u00a0».` })
  for (const name of twice(pageNames))
    all.push({ where: name, sentence: `Deux pages portent l’identifiant «\u00a0${name}\u00a0».` })
  for (const { name, title, elements } of survey.pages) {
    if (elements.length === 0)
      all.push({ where: name, sentence: `La page «\u00a0${wordsIn(title)}\u00a0» ne pose aucune question.` })
  }
  for (const question of questions) {
    if (isTerritory(question.name))
      all.push({
        where: question.name,
        sentence: `L’identifiant «\u00a0${question.name}\u00a0» est réservé au territoire.`,
      })
    all.push(...questionFaults(question))
  }
  return [...all, ...ruleFaults(survey)]
}
