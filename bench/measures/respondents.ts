import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase, openPool } from '#kernel/db.server.ts'
import { newId } from '#kernel/id.ts'
import { issueLink } from '#kernel/link/link.server.ts'
import { query } from '../base/fill.ts'
import { Connections, repeat } from '../client.ts'
import { median, quantile } from '../figures.ts'
import { cpuOf } from '../processes.ts'
import { line } from '../results.ts'
import type { Measure } from './context.ts'

/** How many people save at the same moment, five by answer as in a département that answers together. */
const crowd = 500
const byAnswer = 5
const attempts = 10
const pause = 2000

/** A questionnaire of one page on which each of the five answers a question of their own. */
const survey = {
  title: 'Mesure',
  pages: [
    {
      name: 'mesure',
      title: 'Mesure',
      elements: Array.from({ length: byAnswer }, (_, of) => ({
        type: 'comment',
        name: `reponse_${of + 1}`,
        title: `Réponse ${of + 1}`,
      })),
    },
  ],
}

interface Respondent {
  readonly target: string
  readonly question: string
  readonly path: string
  /** What this person writes, like nobody else. */
  readonly words: string
}

/** A campaign that is open, an answer for each five people, and a personal link for each of them. */
async function invite(ownerUrl: string): Promise<Respondent[]> {
  const [campaign, surveyId, version] = [newId(), newId(), newId()]
  const targets = crowd / byAnswer
  const one = (text: string, values: readonly unknown[]) => query(ownerUrl, text, [...values])
  await one(`insert into app.survey (id, code, title) values ($1, $2, 'Mesure')`, [
    surveyId,
    `mesure-${surveyId}`,
  ])
  await one(
    `insert into app.survey_version (id, survey_id, number, status, content, published_at)
     values ($1, $2, 1, 'published', $3, now())`,
    [version, surveyId, JSON.stringify(survey)],
  )
  await one(
    `insert into app.campaign (id, name, year, purpose, readers, contact, minutes, opens_on, closes_on, launched_at)
     values ($1, 'Affluence', 2026, '-', '-', '-', 30, current_date, current_date + 30, now())`,
    [campaign],
  )
  await one(`insert into app.campaign_survey (campaign_id, addressee, version_id) values ($1, 'crip', $2)`, [
    campaign,
    version,
  ])
  await one(
    `insert into app.campaign_target (id, campaign_id, addressee, authority_id, territory)
       select gen_random_uuid(), $1, 'crip', id, name from app.authority order by name limit $2`,
    [campaign, targets],
  )
  const people = await query<{ id: string; target_id: string; n: number }>(
    ownerUrl,
    `insert into app.campaign_person (id, target_id, name)
       select gen_random_uuid(), target.id, n::text from app.campaign_target target
       cross join generate_series(1, $2::int) n where target.campaign_id = $1
     returning id, target_id, name::int as n`,
    [campaign, byAnswer],
  )
  const database = openDatabase(openPool(ownerUrl, { max: 1 }))
  try {
    return await database.transaction().execute(async (db) => {
      const found: Respondent[] = []
      for (const { id, target_id, n } of people) {
        const token = await issueLink(db, { purpose: 'survey', subjectId: target_id, holder: id, days: 60 })
        found.push({
          target: target_id,
          question: `reponse_${n}`,
          path: `/lien/${token}/questions`,
          words: `Ce que ${id} a écrit.`,
        })
      }
      return found
    })
  } finally {
    await database.destroy()
  }
}

/** The marks of a page, which come back with it: they tell what its writer had before them. */
const marksIn = (html: string): [string, string][] =>
  [...html.matchAll(/name="(was\.[^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value])

/** Five hundred people who save the page that they all have open, at the same moment: each answer is read back. */
export const measureRespondents: Measure = async ({ desk, contacts }) => {
  const people = await invite(desk.base.ownerUrl)
  const connections = new Connections(desk.url(), crowd)
  let refused = 0
  try {
    const forms = new Map<Respondent, [string, string][]>()
    await repeat(people.length, 8, async (index) => {
      const who = people[index]
      if (who) forms.set(who, marksIn((await connections.ask(who.path)).text))
    })
    const save = async (index: number) => {
      const who = people[index % people.length]
      if (!who) return
      const body = new URLSearchParams([
        ...(forms.get(who) ?? []),
        ['page', 'mesure'],
        [`q.${who.question}`, who.words],
        ['act', 'autosave'],
      ]).toString()
      const said = {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }
      // As the script of the page does: what was not kept is sent again a little later.
      for (let attempt = 1; attempt <= attempts; attempt += 1) {
        const status = await connections.ask(who.path, said).then(
          (answer) => answer.status,
          () => 0,
        )
        if (status === 200) return
        refused += 1
        await sleep(pause)
      }
    }
    const { value, cpu } = await cpuOf({ server: desk.product, database: desk.database }, () =>
      repeat(crowd, crowd, save),
    )
    const kept = await query<{ target_id: string; answers: Record<string, string> }>(
      desk.base.ownerUrl,
      'select target_id, answers from app.campaign_answer where target_id = any($1)',
      [[...new Set(people.map(({ target }) => target))]],
    )
    const answers = new Map(kept.map(({ target_id, answers: of }) => [target_id, of]))
    const [counted] = await query<{ n: number }>(
      desk.base.ownerUrl,
      'select count(*)::int as n from app.campaign_value where target_id = any($1)',
      [[...answers.keys()]],
    )
    const lost = people.filter(
      ({ target, question, words }) => answers.get(target)?.[question] !== words,
    ).length
    const details = {
      'envois à refaire': refused,
      'valeurs comptées': counted?.n ?? 0,
      'réponses communes': crowd / byAnswer,
      'ms médiane': median(value.each),
      'ms p99': quantile(value.each, 0.99),
      'ms en tout': value.wall,
      'ms serveur': cpu.server / crowd / 1000,
      'ms PostgreSQL': cpu.database / crowd / 1000,
    }
    const of = { contacts, connections: crowd, unit: '', details }
    return [line('500 répondants enregistrent au même moment : réponses perdues', { ...of, value: lost }, 0)]
  } finally {
    connections.close()
  }
}
