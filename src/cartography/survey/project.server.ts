import pg from 'pg'
import { referenceSurveys } from './questionnaires/index.ts'
import { wordsIn } from './shape.ts'
import { stableId } from './stable.server.ts'
import { rowsOf } from './typed.ts'

/**
 * Writes the questionnaires of the programme as published versions 1, once: a questionnaire that exists is left as people
 * have made it, whatever the data files say today.
 */
export async function projectSurveys(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock(123)')
    for (const { code, addressee, survey } of referenceSurveys) {
      const [id, versionId] = [stableId(code), stableId(code, '1')]
      const { rowCount } = await client.query(
        'insert into app.survey (id, code, title, addressee) values ($1, $2, $3, $4) on conflict do nothing',
        [id, code, wordsIn(survey.title), addressee],
      )
      if (!rowCount) continue
      await client.query(
        `insert into app.survey_version (id, survey_id, number, status, content, published_at)
         values ($1, $2, 1, 'published', $3, now())`,
        [versionId, id, JSON.stringify(survey)],
      )
      const { questions, options } = rowsOf(versionId, survey)
      await client.query(
        `insert into app.survey_question select * from jsonb_to_recordset($1) as given
           (version_id uuid, code text, kind text, page text, position int, title text)`,
        [JSON.stringify(questions)],
      )
      await client.query(
        `insert into app.survey_option select * from jsonb_to_recordset($1) as given
           (version_id uuid, question text, part text, code text, position int, label text)`,
        [JSON.stringify(options)],
      )
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    await client.end()
  }
}
